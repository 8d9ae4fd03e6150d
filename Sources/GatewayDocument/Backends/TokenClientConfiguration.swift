import JSON

/// The gateway as a client of a token endpoint.
package struct TokenClientConfiguration: JSONRecord, Equatable {
  package var id = ""
  /// Absent for a public client.
  package var secretKey: String?

  package init() {}

  package init(id: String, secretKey: String? = nil) {
    self.id = id
    self.secretKey = secretKey
  }

  package static let fields: [JSONField<TokenClientConfiguration>] = [
    JSONField("id", \.id, "The client identifier.") { $0.minLength = 1 },
    JSONField("secretKey", \.secretKey, "The secret key that holds the client secret."),
  ]
}
