/// What a backend answered to a request: the result's or the error object's text.
enum BackendAnswer: Sendable {
  case result(ArraySlice<UInt8>)
  case error(ArraySlice<UInt8>)
}
