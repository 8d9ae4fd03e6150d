import JSON

/// One identity provider that people log in at.
package struct UpstreamConfiguration: JSONRecord, Equatable {
  package enum Kind: String, JSONEnumeration {
    /// OpenID Connect, with discovery.
    case oidc
    /// Plain OAuth 2.0; `oauth2` says the rest.
    case oauth2
  }

  package var name = ""
  package var kind = Kind.oidc
  /// Discovery base and expected `iss` of ID tokens; empty with plain OAuth 2.0.
  package var issuer = ""
  /// Empty where the gateway registers itself.
  package var clientID = ""
  /// The key of the secrets that holds the client secret; absent for a public client.
  package var clientSecretKey: String?
  /// The callback registered at the provider: `<issuer>/oauth/callback`.
  package var redirectURI = ""
  package var scopes = ["openid", "offline_access"]
  /// Added to the authorization request.
  package var additionalAuthorizationParameters: [String: String] = [:]
  /// The claim that names the person; `sub` when absent.
  package var subjectClaim: String?
  /// Whether the provider may be reached over plain http or at a private address: for development.
  package var allowsInsecure = false
  package var oauth2: OAuth2Configuration?

  package init() {}

  package static let fields: [JSONField<UpstreamConfiguration>] = [
    JSONField("name", \.name, "The provider's name.") { $0.pattern = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$" },
    JSONField("kind", \.kind, fallback: .oidc, "The kind of provider."),
    JSONField("issuer", \.issuer, fallback: "", "The provider's issuer.") { $0.pattern = "^(https?://.*)?$" },
    JSONField("clientID", \.clientID, fallback: "", "The client identifier at the provider."),
    JSONField("clientSecretKey", \.clientSecretKey, "The secret key that holds the client secret."),
    JSONField("redirectURI", \.redirectURI, "The callback registered at the provider.") { $0.pattern = "^https?://" },
    JSONField("scopes", \.scopes, fallback: ["openid", "offline_access"], "The scopes that are asked for."),
    JSONField(
      "additionalAuthorizationParameters", \.additionalAuthorizationParameters, fallback: [:],
      "Added to the authorization request."),
    JSONField("subjectClaim", \.subjectClaim, "The claim that names the person."),
    JSONField("allowsInsecure", \.allowsInsecure, fallback: false, "Plain http and private addresses are allowed."),
    JSONField("oauth2", \.oauth2, "What is known of a plain OAuth 2.0 provider."),
  ]
}
