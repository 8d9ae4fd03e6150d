import JSON

/// Where people log in.
package struct UpstreamProvider: JSONRecord, Equatable {
  package enum Kind: String, JSONEnumeration { case oidc, oauth2 }

  package var name = ""
  package var type = Kind.oidc
  package var oidcConfig: OIDCUpstreamConfig?
  package var oauth2Config: OAuth2UpstreamConfig?

  package init() {}

  package static let fields: [JSONField<UpstreamProvider>] = [
    JSONField("name", \.name, "The provider's name.", JSONSchema.providerName),
    JSONField("type", \.type, "oidc or oauth2."),
    JSONField("oidcConfig", \.oidcConfig, "A provider with OpenID Connect discovery."),
    JSONField("oauth2Config", \.oauth2Config, "A provider with plain OAuth 2.0 endpoints."),
  ]

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [
      JSONSchema.Rule(
        "self.type == 'oidc' ? (has(self.oidcConfig) && !has(self.oauth2Config)) : "
          + "(self.type == 'oauth2' ? (has(self.oauth2Config) && !has(self.oidcConfig)) : false)",
        "type must be 'oidc' or 'oauth2'; oidcConfig must be set when type is 'oidc' and oauth2Config must be set when "
          + "type is 'oauth2' (and the other must not be set)"
      ) {
        let isOIDC = $0.text(of: "type") == "oidc"
        return $0.has("oidcConfig") == isOIDC && $0.has("oauth2Config") != isOIDC
      }
    ]
  }
}
