/// Why a token from elsewhere is not taken: for the operator alone. Whoever sent it hears one answer for everything.
struct DelegationRefusal: Error, Sendable, CustomStringConvertible {
  let reason: String

  init(_ reason: String) { self.reason = reason }

  var description: String { reason }
}
