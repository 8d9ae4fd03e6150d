/// What a backend does wrong on purpose.
package enum BackendFault: Sendable, Hashable {
  /// Answers rightly after a while.
  case slow(Duration)
  /// 200 with a body that is not JSON.
  case garbage
  /// Closes the connection in the middle of the body.
  case closesHalfway
  /// Answers every request with this status.
  case status(Int)
  /// A right answer under another request's id.
  case wrongID
  /// A result of at least so many bytes.
  case huge(bytes: Int)
  case neverAnswers
}
