import JSON

/// A client with a secret that exchanges tokens (RFC 8693).
package struct DelegateClient: JSONRecord, Equatable {
  package var clientID = ""
  package var clientSecretRef = SecretKeyReference()
  package var scopes: [String] = []
  package var audiences: [String] = []

  package init() {}

  package static let fields: [JSONField<DelegateClient>] = [
    JSONField("clientId", \.clientID, "The client.", JSONSchema.length(1...256)),
    JSONField("clientSecretRef", \.clientSecretRef, "The Secret key with its secret."),
    JSONField("scopes", \.scopes, "The scopes it may ask for.", JSONSchema.texts(1...10, of: 1...256)),
    JSONField("audiences", \.audiences, "The resources it may ask for.", JSONSchema.texts(1...10, of: 1...2048)),
  ]

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [
      JSONSchema.Rule(
        "has(self.clientSecretRef) && size(self.clientSecretRef.name) > 0 && size(self.clientSecretRef.key) > 0",
        "clientSecretRef.name and clientSecretRef.key are required and must be non-empty"
      ) { ["name", "key"].allSatisfy(($0["clientSecretRef"] ?? .null).hasContent) }
    ]
  }
}
