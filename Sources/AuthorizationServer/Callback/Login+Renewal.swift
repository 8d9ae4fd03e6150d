import JSON

extension Login {
  /// Takes over what a provider said when it was asked again.
  /// - Parameter answers: by the provider's name.
  /// - Throws: `.identity` for another person and for claims that do not fit: the login is over.
  mutating func renew(
    _ answers: [String: RefreshedTokens], chain: UpstreamChain, groupClaims: [String]
  ) throws(UpstreamError) {
    for index in providers.indices {
      let name = providers[index].provider
      guard let answer = answers[name] else { continue }
      providers[index].refreshToken = answer.tokens.refreshToken ?? providers[index].refreshToken
      guard answer.doubt == nil else { continue }
      if chain.isFirst(name), let identity = answer.tokens.identity, !identity.isSynthesized {
        self.name = identity.name ?? self.name
        email = identity.email ?? email
      }
      guard name == chain.primary else { continue }
      let access = answer.tokens.accessTokenClaims
      if let before = accessTokenClaims?["sub"], let now = access?["sub"], before != now {
        throw UpstreamError(
          code: .identity, provider: name, reason: "its refreshed access token is another person's")
      }
      let claims = try Self.claims(
        accessToken: access, identity: answer.tokens.identityClaims ?? idTokenClaims, provider: name,
        groupClaims: groupClaims)
      accessTokenClaims = claims.accessToken
      idTokenClaims = claims.idToken ?? [:]
      dropped = claims.dropped
    }
  }
}
