import JSON

/// A provider with plain OAuth 2.0 endpoints.
package struct OAuth2UpstreamConfig: JSONRecord, Equatable {
  package var authorizationEndpoint = ""
  package var tokenEndpoint = ""
  package var clientID: String?
  package var clientSecretRef: SecretKeyReference?
  package var dcrConfig: ClientRegistrationConfig?
  package var redirectURI: String?
  package var scopes: [String]?
  package var userInfo: UserInfoConfig?
  package var identityFromToken: IdentityFromToken?
  package var tokenResponseMapping: TokenResponseMapping?
  package var additionalAuthorizationParams: [String: String]?
  package var allowPrivateIPs: Bool?
  package var insecureAllowHTTP: Bool?

  package init() {}

  private static func url(_ schema: inout JSONSchema) { schema.pattern = "^https?://.*$" }

  package static let fields: [JSONField<OAuth2UpstreamConfig>] = [
    JSONField("authorizationEndpoint", \.authorizationEndpoint, "Where people log in.", url),
    JSONField("tokenEndpoint", \.tokenEndpoint, "Where codes become tokens.", url),
    JSONField("clientId", \.clientID, "The client at the provider."),
    JSONField("clientSecretRef", \.clientSecretRef, "The Secret key with its secret; absent for a public client."),
    JSONField("dcrConfig", \.dcrConfig, "Registers a client instead of naming one."),
    JSONField("redirectUri", \.redirectURI, "The callback registered at the provider."),
    JSONField("scopes", \.scopes, "The scopes that are asked for.", JSONSchema.atomic),
    JSONField("userInfo", \.userInfo, "Where and how the provider is asked about people."),
    JSONField("identityFromToken", \.identityFromToken, "Who somebody is, from the token response."),
    JSONField("tokenResponseMapping", \.tokenResponseMapping, "For token responses of another shape."),
    JSONField(
      "additionalAuthorizationParams", \.additionalAuthorizationParams, "Added to the authorization request."
    ) { $0.maxProperties = 16 },
    JSONField("allowPrivateIPs", \.allowPrivateIPs, "Allows a provider at a private address."),
    JSONField("insecureAllowHTTP", \.insecureAllowHTTP, "Allows a provider over plain http: for development."),
  ]

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [
      JSONSchema.Rule(
        "(has(self.clientId) && size(self.clientId) > 0) != has(self.dcrConfig)",
        "exactly one of clientId or dcrConfig must be set"
      ) { $0.hasContent("clientId") != $0.has("dcrConfig") },
      JSONSchema.Rule(
        "!(has(self.dcrConfig) && has(self.clientSecretRef))",
        "clientSecretRef must not be set when dcrConfig is set; the client_secret is obtained at runtime via Dynamic "
          + "Client Registration"
      ) { !($0.has("dcrConfig") && $0.has("clientSecretRef")) },
    ]
  }
}
