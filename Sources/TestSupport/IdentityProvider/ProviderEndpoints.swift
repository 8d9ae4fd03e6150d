import JSON

/// Where a provider answers, as paths below its origin.
struct ProviderEndpoints: Sendable {
  let issuer: String
  let authorize: String
  let token: String
  let keys: String
  let userInfo: String

  init(_ configuration: IdentityProviderConfiguration) {
    switch configuration.flavor {
    case .okta:
      issuer = "/oauth2/\(configuration.tenant ?? "default")"
      authorize = issuer + "/v1/authorize"
      token = issuer + "/v1/token"
      keys = issuer + "/v1/keys"
      userInfo = issuer + "/v1/userinfo"
    case .entra:
      let tenant = configuration.tenant ?? "5f1c6c0e-8f6a-4d0b-9a53-2f6f5f7f9c11"
      issuer = "/\(tenant)/v2.0"
      authorize = "/\(tenant)/oauth2/v2.0/authorize"
      token = "/\(tenant)/oauth2/v2.0/token"
      keys = "/\(tenant)/discovery/v2.0/keys"
      userInfo = "/oidc/userinfo"
    case .github:
      issuer = ""
      authorize = "/login/oauth/authorize"
      token = "/login/oauth/access_token"
      keys = ""
      userInfo = "/user"
    }
  }

  /// OpenID Connect Discovery 1.0 section 3.
  func metadata(origin: String, algorithm: String, scopes: [String]) -> JSONValue {
    [
      "issuer": .string(origin + issuer), "authorization_endpoint": .string(origin + authorize),
      "token_endpoint": .string(origin + token), "jwks_uri": .string(origin + keys),
      "userinfo_endpoint": .string(origin + userInfo), "response_types_supported": ["code"],
      "response_modes_supported": ["query"], "grant_types_supported": ["authorization_code", "refresh_token"],
      "subject_types_supported": ["public", "pairwise"],
      "id_token_signing_alg_values_supported": [.string(algorithm)],
      "scopes_supported": .array(scopes.map { .string($0) }),
      "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
      "code_challenge_methods_supported": ["S256"],
    ]
  }
}
