/// What a token endpoint issued (RFC 6749 section 5.1, RFC 8693 section 2.2.1).
struct IssuedToken: Sendable, CustomStringConvertible, CustomReflectable {
  let token: String
  let type: String
  let issuedTokenType: String?
  /// In seconds; `nil` where the endpoint does not say.
  let lifespan: Int?

  var isBearer: Bool { type.lowercased() == "bearer" }

  var description: String { "issued token [redacted]" }
  var customMirror: Mirror { Mirror(self, children: []) }
}
