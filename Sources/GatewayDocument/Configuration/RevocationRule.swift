import JSON

/// What is no longer valid although it was issued: everything that all given members fit. The document carries such rules to
/// every replica, so they need no storage.
package struct RevocationRule: JSONRecord, Equatable {
  /// The person: e-mail address, name or subject, as audit events say it.
  package var user: String?
  /// The client, as audit events identify it.
  package var client: String?
  /// The `jti` of one access token.
  package var token: String?
  /// Only what was issued before this Unix time in seconds, or comes from a login before it.
  package var issuedBefore: Int?

  package init() {}

  package static let fields: [JSONField<RevocationRule>] = [
    JSONField("user", \.user, "The person's e-mail address, name or subject.") { $0.minLength = 1 },
    JSONField("client", \.client, "The client, as audit events identify it.") { $0.minLength = 1 },
    JSONField("token", \.token, "The jti of an access token.") { $0.minLength = 1 },
    JSONField("issuedBefore", \.issuedBefore, "Only what was issued before: Unix time in seconds.") { $0.minimum = 0 },
  ]

  /// A rule without members would fit everything.
  package var isEmpty: Bool { user == nil && client == nil && token == nil && issuedBefore == nil }
}
