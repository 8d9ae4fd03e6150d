import JSON

/// What an identity provider gave for a code, checked.
struct UpstreamTokens: Sendable, Equatable {
  /// The claims of the access token where it is a JWT. Its signature is not checked: it came from the token endpoint
  /// itself, over the provider's TLS, and is meant for another audience.
  var accessTokenClaims: JSONObject?
  /// The claims of the ID token, whose signature, issuer, audience, lifetime and nonce were checked.
  var idTokenClaims: JSONObject
}
