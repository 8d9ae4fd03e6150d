import HTTP

/// Says who a request comes from, by its fields alone.
protocol Authenticator: Sendable {
  func authenticate(_ headers: HTTPHeaders) async throws(AuthenticationFailure) -> Caller

  /// Whether it is known, without asking anybody, that a request comes from somebody who is let in: such requests may be
  /// large. It decides nothing else.
  func isKnown(_ headers: HTTPHeaders) -> Bool
}
