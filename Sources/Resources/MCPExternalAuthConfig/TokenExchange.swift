import JSON

/// A token is exchanged for another (RFC 8693).
package struct TokenExchange: JSONRecord, Equatable {
  package var tokenURL = ""
  package var audience = ""
  package var clientID: String?
  package var clientSecretRef: SecretKeyReference?
  package var scopes: [String]?
  package var subjectProviderName: String?
  package var subjectTokenType: String?
  package var externalTokenHeaderName: String?

  package init() {}

  package static let fields: [JSONField<TokenExchange>] = [
    JSONField("tokenUrl", \.tokenURL, "The token endpoint."),
    JSONField("audience", \.audience, "Whom the new token is for."),
    JSONField("clientId", \.clientID, "The client at the endpoint."),
    JSONField("clientSecretRef", \.clientSecretRef, "The Secret key with its secret."),
    JSONField("scopes", \.scopes, "The scopes that are asked for.", JSONSchema.atomic),
    JSONField("subjectProviderName", \.subjectProviderName, "The upstream provider whose token is exchanged."),
    JSONField("subjectTokenType", \.subjectTokenType, "What kind of token that is.") {
      $0.pattern =
        "^(access_token|id_token|jwt|urn:ietf:params:oauth:token-type:(access_token|id_token|jwt))?$"
    },
    JSONField("externalTokenHeaderName", \.externalTokenHeaderName, "The header; Authorization when absent."),
  ]
}
