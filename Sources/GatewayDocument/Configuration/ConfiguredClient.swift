import JSON

/// A client that is known from the configuration, with a secret. People do not log in to it: it acts on tokens that it was
/// handed.
package struct ConfiguredClient: JSONRecord, Equatable {
  package var id = ""
  /// The key of the secrets that holds its secret: 32 characters or more.
  package var secretKey = ""
  /// The scopes that it may ask for.
  package var scopes: [String] = []
  /// The resources that it may ask for, and whose tokens it may introspect.
  package var audiences: [String] = []

  package init() {}

  package static let fields: [JSONField<ConfiguredClient>] = [
    JSONField("id", \.id, "The client_id.") {
      $0.minLength = 1
      $0.maxLength = 256
    },
    JSONField("secretKey", \.secretKey, "The secret key that holds its secret.") { $0.minLength = 1 },
    JSONField("scopes", \.scopes, "The scopes it may ask for.") { $0.maxItems = 10 },
    JSONField("audiences", \.audiences, "The resources it may ask for.") { $0.maxItems = 10 },
  ]
}
