import JSON

/// A provider with OpenID Connect discovery: Okta, Entra ID and others.
package struct OIDCUpstreamConfig: JSONRecord, Equatable {
  package var issuerURL = ""
  package var clientID = ""
  package var clientSecretRef: SecretKeyReference?
  package var redirectURI: String?
  package var scopes: [String]?
  package var subjectClaim: String?
  package var additionalAuthorizationParams: [String: String]?
  package var userInfoOverride: UserInfoConfig?
  package var allowPrivateIPs: Bool?
  package var insecureAllowHTTP: Bool?

  package init() {}

  package static let fields: [JSONField<OIDCUpstreamConfig>] = [
    JSONField("issuerUrl", \.issuerURL, "The provider's issuer; https unless insecureAllowHTTP.") {
      $0.pattern = "^https?://.*$"
    },
    JSONField("clientId", \.clientID, "The client at the provider."),
    JSONField("clientSecretRef", \.clientSecretRef, "The Secret key with its secret; absent for a public client."),
    JSONField("redirectUri", \.redirectURI, "The callback registered at the provider: <issuer>/oauth/callback."),
    JSONField("scopes", \.scopes, "The scopes that are asked for; openid and offline_access.", JSONSchema.atomic),
    JSONField("subjectClaim", \.subjectClaim, "The claim that names the person; sub.") {
      $0.pattern = "^([a-zA-Z_][a-zA-Z0-9_]*)?$"
      $0.maxLength = 128
    },
    JSONField(
      "additionalAuthorizationParams", \.additionalAuthorizationParams, "Added to the authorization request."
    ) { $0.maxProperties = 16 },
    JSONField("userInfoOverride", \.userInfoOverride, "Where and how the provider is asked about people."),
    JSONField("allowPrivateIPs", \.allowPrivateIPs, "Allows a provider at a private address."),
    JSONField("insecureAllowHTTP", \.insecureAllowHTTP, "Allows a provider over plain http: for development."),
  ]
}
