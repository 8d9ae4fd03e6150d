import JSON

/// Microsoft's on-behalf-of flow.
package struct OnBehalfOf: JSONRecord, Equatable {
  package var tenantID: String?
  package var authority: String?
  package var clientID: String?
  package var clientSecretRef: SecretKeyReference?
  package var audience: String?
  package var scopes: [String]?
  package var subjectTokenProviderName: String?
  package var cacheSkew: String?

  package init() {}

  private static let label = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
  private static let tenant =
    "^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|(\(label)\\.)+[a-zA-Z]{2,})$"

  package static let fields: [JSONField<OnBehalfOf>] = [
    JSONField("tenantId", \.tenantID, "The tenant, by its ID or a domain.") {
      $0.pattern = tenant
      $0.maxLength = 253
    },
    JSONField("authority", \.authority, "Another login host.") { $0.pattern = #"^https://[^\s?#@]+[^/\s?#@]$"# },
    JSONField("clientId", \.clientID, "The client."),
    JSONField("clientSecretRef", \.clientSecretRef, "The Secret key with its secret."),
    JSONField("audience", \.audience, "Whom the new token is for."),
    JSONField("scopes", \.scopes, "The scopes that are asked for.", JSONSchema.texts(0...20, of: 1...256)),
    JSONField(
      "subjectTokenProviderName", \.subjectTokenProviderName, "The upstream provider whose token is used.",
      JSONSchema.providerName),
    JSONField("cacheSkew", \.cacheSkew, "How long before its end a token is replaced.") { $0.rules = [.duration] },
  ]
}
