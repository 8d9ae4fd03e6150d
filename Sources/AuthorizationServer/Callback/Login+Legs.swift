import JSON

extension Login {
  /// The largest size of both claim sets together, in bytes of JSON, reduced where they are larger. Sealed and signed
  /// they become 16 KiB, which is what an access token may have.
  static let largestClaims = 8400
  /// What serves the login protocol or the provider itself and no policy.
  private static let protocolClaims: Set<String> = ["nonce", "at_hash", "c_hash", "s_hash", "aio", "rh", "uti"]

  /// Puts a login together. The person is the first provider's; the claims are the primary one's.
  /// - Parameters:
  ///   - legs: one for each provider of the chain, in its order.
  ///   - groupClaims: claim names that hold groups beside the usual ones; they are kept whatever is too large.
  ///   - keepsAll: whether every provider's refresh token is kept, and not only that of those who say who the person is.
  init(
    legs: [LoginLeg], chain: UpstreamChain, groupClaims: [String], keepsAll: Bool
  ) throws(UpstreamError) {
    guard legs.map(\.provider) == chain.providers.map(\.name), let first = legs.first,
      let primary = legs.first(where: { $0.provider == chain.primary })
    else {
      throw UpstreamError(code: .identity, provider: chain.primary, reason: "the login did not go through it")
    }
    let claims = try Self.claims(
      accessToken: primary.tokens.accessTokenClaims, identity: primary.tokens.identityClaims ?? [:],
      provider: chain.primary, groupClaims: groupClaims)
    let authority = chain.first.configuration.subjectAuthority
    self.init(
      subject: first.identity.isSynthesized
        ? first.identity.subject : Self.subject(issuer: authority, subject: first.identity.subject),
      name: first.identity.name, email: first.identity.email, upstream: chain.primary, upstreamBinding: chain.binding,
      accessTokenClaims: claims.accessToken, idTokenClaims: claims.idToken ?? [:], dropped: claims.dropped,
      providers: legs.filter { keepsAll || chain.matters($0.provider) }.map(ProviderLogin.init))
  }

  /// The claims as a login carries them.
  /// - Throws: `.identity` for claims that do not fit.
  static func claims(
    accessToken: JSONObject?, identity: JSONObject, provider: String, groupClaims: [String]
  ) throws(UpstreamError) -> UpstreamClaims {
    func useful(_ claims: JSONObject) -> JSONObject {
      var claims = claims
      claims.removeAll { protocolClaims.contains($0.key) }
      return claims
    }
    let access = accessToken.map(useful)
    var identity = useful(identity)
    // What both tokens say alike is carried once.
    identity.removeAll { member in access?[member.key] == member.value }
    var claims = UpstreamClaims(provider: provider, accessToken: access, idToken: identity)
      .bounded(groupClaims: groupClaims)
    let kept = [claims.accessToken, claims.idToken].compactMap { $0 }
    let size = kept.reduce(0) { $0 + JSONValue.object($1).bytes().count }
    guard size <= largestClaims else {
      throw UpstreamError(
        code: .identity, provider: provider,
        reason: "its claims take \(size) bytes and \(largestClaims) can be carried; ask it for fewer groups")
    }
    claims.dropped = fitting(claims.dropped, largestClaims - size)
    return claims
  }

  /// The first of `names`, as long as they take no more than `room` bytes of JSON.
  private static func fitting(_ names: [String], _ room: Int) -> [String] {
    var room = room
    return Array(
      names.prefix { name in
        room -= JSONValue.string(name).bytes().count + 1
        return room >= 0
      })
  }
}
