import JSON

extension GatewayConfiguration {
  /// What contradicts itself in the document; empty for a good one. The policies' language is checked where it is
  /// compiled.
  package var problems: [JSONProblem] {
    var found: [JSONProblem] = []
    func refuse(_ path: String, _ message: String) { found.append(JSONProblem(path: path, message: message)) }

    if name.isEmpty { refuse("name", "must not be empty") }
    if !endpoint.hasPrefix("/") { refuse("endpoint", "must start with '/'") }
    for (index, backend) in backends.enumerated() {
      if backends[..<index].contains(where: { $0.name == backend.name }) {
        refuse("backends[\(index)].name", "\"\(backend.name)\" stands twice")
      }
      for problem in backend.problems(providers: authorizationServer?.upstreams.map(\.name)) {
        refuse("backends[\(index)].\(problem.path)", problem.message)
      }
    }
    for (index, name) in passthroughHeaders.enumerated() {
      if let problem = BackendHeaderRules.passthroughProblem(name) { refuse("passthroughHeaders[\(index)]", problem) }
    }
    if authorization.mode == .cedar, authorization.policies.isEmpty {
      refuse("authorization.policies", "at least one policy is needed; without any, nobody could do anything")
    }
    if authentication.mode == .oidc {
      if authentication.issuer.isEmpty { refuse("authentication.issuer", "incomingAuth.oidc.issuer is required") }
      if authentication.audience.isEmpty { refuse("authentication.audience", "incomingAuth.oidc.audience is required") }
    }
    found += externalIssuerProblems
    let takers = backends.filter { $0.authentication?.provider != nil }.map(\.name)
    if let server = authorizationServer, !takers.isEmpty, !server.storesUpstreamTokens {
      refuse("authorizationServer.storesUpstreamTokens", "must be true: \(takers) are called with providers' tokens")
    }
    guard let server = authorizationServer else {
      if let primary = authorization.primaryUpstream {
        refuse("authorization.primaryUpstream", "\"\(primary)\" needs an embedded authorization server")
      }
      return found
    }
    if authentication.mode != .oidc {
      refuse("authorizationServer", "embedded auth server requires OIDC incoming auth")
    } else if server.issuer != authentication.issuer {
      refuse(
        "authorizationServer.issuer",
        "auth server issuer mismatch: auth server issuer \"\(server.issuer)\" != incomingAuth.oidc.issuer "
          + "\"\(authentication.issuer)\"")
    }
    if !server.allowedAudiences.contains(authentication.audience) {
      refuse(
        "authentication.audience",
        "incomingAuth.oidc.audience \"\(authentication.audience)\" not in auth server's allowed audiences "
          + "\(server.allowedAudiences)")
    }
    for (index, rule) in server.revocations.enumerated() where rule.isEmpty {
      refuse("authorizationServer.revocations[\(index)]", "names nothing; it would revoke everything for good")
    }
    if server.upstreams.isEmpty { refuse("authorizationServer.upstreams", "at least one upstream is needed") }
    for (index, upstream) in server.upstreams.enumerated() {
      if server.upstreams[..<index].contains(where: { $0.name == upstream.name }) {
        refuse("authorizationServer.upstreams[\(index)].name", "\"\(upstream.name)\" stands twice")
      }
    }
    if server.signingKeys.isEmpty { refuse("authorizationServer.signingKeys", "at least one key is needed") }
    if server.sealingKeys.isEmpty { refuse("authorizationServer.sealingKeys", "at least one key is needed") }
    if let primary = authorization.primaryUpstream, !server.upstreams.contains(where: { $0.name == primary }) {
      refuse("authorization.primaryUpstream", "\"\(primary)\" is not one of the upstreams")
    }
    if let storage = server.storage, storage.kind == .redis {
      guard let redis = storage.redis else {
        refuse("authorizationServer.storage.redis", "is needed where kind is redis")
        return found
      }
      if redis.addresses.isEmpty { refuse("authorizationServer.storage.redis.addresses", "one address is needed") }
      if redis.masterName == nil, redis.addresses.count > 1 {
        refuse("authorizationServer.storage.redis.addresses", "several addresses are those of sentinels")
      }
      if redis.usernameKey != nil, redis.passwordKey == nil {
        refuse("authorizationServer.storage.redis.passwordKey", "a user has a password")
      }
    }
    return found
  }

  /// The keys of the secrets that the document needs.
  package var neededSecrets: [String] {
    let ofBackends = backends.flatMap(\.secretKeys)
    guard let server = authorizationServer else {
      return [externalIssuer?.clientSecretKey, externalIssuer?.caBundleKey].compactMap { $0 } + ofBackends
    }
    return server.signingKeys + server.sealingKeys + server.upstreams.compactMap(\.clientSecretKey)
      + (server.storage?.redis?.neededSecrets ?? [])
      + server.clients.configured.map(\.secretKey)
      + server.upstreams.compactMap { $0.oauth2?.registration?.initialAccessTokenKey } + ofBackends
  }
}
