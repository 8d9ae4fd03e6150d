extension RuleExample {
  private static let secret = "{name: s, key: k}"
  private static let oidc = #"{name: o, type: oidc, oidcConfig: {issuerUrl: "https://i", clientId: c}}"#
  private static let client = "{clientId: c, clientSecretRef: \(secret), scopes: [a], audiences: [b]}"

  /// A VirtualMCPServer with an authorization server.
  private static func authServer(_ more: String, issuer: String = "https://aa", upstream: String = oidc) -> String {
    "{groupRef: {name: g}, incomingAuth: {type: anonymous}, authServerConfig: "
      + "{issuer: \"\(issuer)\", upstreamProviders: [\(upstream)]\(more.isEmpty ? "" : ", " + more)}}"
  }

  private static func oauth2(_ more: String) -> String {
    authServer(
      "",
      upstream:
        #"{name: o, type: oauth2, oauth2Config: {authorizationEndpoint: "https://i/a", tokenEndpoint: "https://i/t""#
        + "\(more.isEmpty ? "" : ", " + more)}}")
  }

  private static func redis(_ more: String) -> String {
    authServer("storage: {type: redis, redis: {aclUserConfig: {passwordSecretRef: \(secret)}, \(more)}}")
  }

  private static func issuer(_ more: String) -> String {
    authServer(#"trustedIssuers: [{issuerUrl: "https://t", \#(more)}]"#)
  }

  private static func grant(_ more: String) -> String { issuer("jwtBearerGrant: {\(more)}") }

  private static let binding = #"{subject: s, allowedResources: ["https://r"]}"#
  private static let at = "spec.authServerConfig"
  private static let first = "spec.authServerConfig.trustedIssuers[0]"

  private static func of(_ path: String, _ message: String, good: String, bad: String) -> RuleExample {
    RuleExample("VirtualMCPServer", path, message, good: good, bad: bad)
  }

  /// Of embedded authorization servers, wherever they are described.
  static let ofAuthServers = [
    of(
      at, "allowConfidentialClientRegistration cannot be combined with insecureAllowHTTP",
      good: authServer("allowConfidentialClientRegistration: true"),
      bad: authServer("allowConfidentialClientRegistration: true, insecureAllowHTTP: true")),
    of(
      at, "delegateClients require an https:// issuer", good: authServer("delegateClients: [\(client)]"),
      bad: authServer("delegateClients: [\(client)]", issuer: "http://aa")),
    of(
      at, "forceConfidentialRedirectUris requires allowConfidentialClientRegistration",
      good: authServer(#"allowConfidentialClientRegistration: true, forceConfidentialRedirectUris: ["https://c"]"#),
      bad: authServer(#"forceConfidentialRedirectUris: ["https://c"]"#)),
    of(
      at + ".delegateClients[0]", "clientSecretRef.name and clientSecretRef.key are required",
      good: authServer("delegateClients: [\(client)]"),
      bad: authServer("delegateClients: [\(client.replacing("key: k", with: "key: ''"))]")),
    of(
      at + ".storage.redis", "exactly one of addr or sentinelConfig must be set", good: redis(#"addr: "r:1""#),
      bad: redis(#"addr: "r:1", sentinelConfig: {masterName: m}"#)),
    of(
      at + ".storage.redis", "clusterMode requires addr to be set", good: redis(#"clusterMode: true, addr: "r:1""#),
      bad: redis("clusterMode: true, sentinelConfig: {masterName: m}")),
    of(
      first, #"allowedDelegateClients must not combine the wildcard "*""#,
      good: issuer(#"expectedAudience: a, allowedDelegateClients: ["*"]"#),
      bad: issuer(#"expectedAudience: a, allowedDelegateClients: ["*", c]"#)),
    of(
      first, "allowMayAct must not be enabled",
      good: issuer("expectedAudience: a, allowMayAct: true, allowedDelegateClients: [c]"),
      bad: issuer(#"expectedAudience: a, allowMayAct: true, allowedDelegateClients: ["*"]"#)),
    of(
      first, "actorClaim must name a readable claim",
      good: issuer("expectedAudience: a, actorClaim: azp, allowedDelegateClients: [c]"),
      bad: issuer("expectedAudience: a, actorClaim: sub, allowedDelegateClients: [c]")),
    of(
      first, "allowPrivateIPs requires jwksUrl",
      good: issuer(#"expectedAudience: a, allowPrivateIPs: true, jwksUrl: "https://k", allowedDelegateClients: [c]"#),
      bad: issuer("expectedAudience: a, allowPrivateIPs: true, allowedDelegateClients: [c]")),
    of(
      first, "expectedAudience is required unless jwtBearerGrant is configured",
      good: grant("maxAssertionAge: 1m, subjectBindings: [\(binding)]"), bad: issuer("allowedDelegateClients: [c]")),
    of(
      first, "allowedDelegateClients is required when",
      good: issuer("expectedAudience: a, allowedDelegateClients: [c]"),
      bad: issuer("expectedAudience: a")),
    of(
      first + ".jwtBearerGrant", "maxAssertionAge must be greater than zero",
      good: grant("maxAssertionAge: 1m, subjectBindings: [\(binding)]"),
      bad: grant("maxAssertionAge: 0s, subjectBindings: [\(binding)]")),
    of(
      first + ".jwtBearerGrant.maxAssertionAge", "is not a duration",
      good: grant("maxAssertionAge: 1m, subjectBindings: [\(binding)]"),
      bad: grant("maxAssertionAge: soon, subjectBindings: [\(binding)]")),
    of(
      first + ".jwtBearerGrant", "subjectBindings must not contain duplicate subjects",
      good: grant("maxAssertionAge: 1m, subjectBindings: [\(binding)]"),
      bad: grant("maxAssertionAge: 1m, subjectBindings: [\(binding), \(binding)]")),
    of(
      at + ".upstreamProviders[0]", "type must be 'oidc' or 'oauth2'", good: authServer(""),
      bad: authServer("", upstream: "{name: o, type: oidc}")),
    of(
      at + ".upstreamProviders[0].oauth2Config", "exactly one of clientId or dcrConfig must be set",
      good: oauth2("clientId: c"), bad: oauth2("")),
    of(
      at + ".upstreamProviders[0].oauth2Config", "clientSecretRef must not be set when dcrConfig is set",
      good: oauth2(#"dcrConfig: {discoveryUrl: "https://i/d"}"#),
      bad: oauth2(#"dcrConfig: {discoveryUrl: "https://i/d"}, clientSecretRef: \#(secret)"#)),
    of(
      at + ".upstreamProviders[0].oauth2Config.dcrConfig", "exactly one of discoveryUrl or registrationEndpoint",
      good: oauth2(#"dcrConfig: {discoveryUrl: "https://i/d"}"#), bad: oauth2("dcrConfig: {}")),
  ]
}
