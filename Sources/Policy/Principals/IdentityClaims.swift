import JSON

/// The claims that a request brings, by the token that they stand in. Every token was verified before, or came from
/// its issuer over TLS.
package enum IdentityClaims: Sendable, Hashable {
  /// No upstream provider is asked: the claims of the token that was presented.
  case gateway(JSONObject)
  /// The primary upstream provider's tokens. An access token that is not a JWT is `nil`.
  case upstream(accessToken: JSONObject?, idToken: JSONObject?)

  /// A token that holds claims.
  package enum Token: String, Sendable, Hashable {
    case gateway = "the gateway's token"
    case access = "the upstream access token"
    case id = "the upstream ID token"
  }

  /// The tokens that are there, in the order in which groups are looked for.
  var tokens: [(token: Token, claims: JSONObject)] {
    switch self {
    case .gateway(let claims): [(.gateway, claims)]
    case .upstream(let access, let id): (access.map { [(.access, $0)] } ?? []) + (id.map { [(.id, $0)] } ?? [])
    }
  }

  /// The claims that policies see: those of the first token, with a missing `name` or `email` from the second.
  var resolved: JSONObject? {
    guard var claims = tokens.first?.claims else { return nil }
    claims["tsid"] = nil
    for other in tokens.dropFirst() {
      for name in ["name", "email"] where claims[name] == nil { claims[name] = other.claims[name] }
    }
    return claims
  }
}
