import HTTP
import JSON
import Resources

extension MCPExternalAuthConfig: ConfigKind {
  static let reasons = MCPExternalAuthConfigReason.common
  static let finalizer: String? = "mcpexternalauthconfig.toolhive.stacklok.dev/finalizer"

  static func shortfall(_ config: ResourceObject<MCPExternalAuthConfig>) -> String? {
    ExternalAuthSupport.problem(config).map { "spec.type: " + $0 }
  }

  static func problems(_ config: ResourceObject<MCPExternalAuthConfig>) -> [JSONProblem] {
    config.spec.embeddedAuthServer.map(authServerProblems) ?? []
  }

  static func advise(_ config: ResourceObject<MCPExternalAuthConfig>, _ conditions: inout Conditions) {
    guard let server = config.spec.embeddedAuthServer else { return }
    let silent = server.upstreamProviders.filter {
      $0.oauth2Config.map { $0.userInfo == nil && $0.identityFromToken == nil } ?? false
    }
    if silent.isEmpty {
      conditions.fails(MCPExternalAuthConfigReason.identified, "All upstreams have user info")
    } else {
      let names = silent.map(\.name).joined(separator: ", ")
      conditions.holds(
        MCPExternalAuthConfigReason.synthesized, "no userInfo or identityFromToken: each login of \(names) is anonymous"
      )
    }
  }

  private static func authServerProblems(_ server: EmbeddedAuthServerConfig) -> [JSONProblem] {
    let path = "spec.embeddedAuthServer"
    var found: [JSONProblem] = []
    func refuse(_ place: String, _ message: String) { found.append(JSONProblem(path: path + place, message: message)) }

    let isLoopback = HTTPURL(server.issuer)?.isLoopback ?? false
    if server.issuer.hasPrefix("http://"), !isLoopback, !server.insecureAllowHTTP {
      refuse(".issuer", "\"\(server.issuer)\" must be https; insecureAllowHTTP allows plain http for development")
    }
    let isConfidential =
      server.clients.allowConfidentialClientRegistration || !(server.clients.delegateClients ?? []).isEmpty
    if isConfidential, server.insecureAllowHTTP {
      refuse(".insecureAllowHTTP", "clients with a secret need an https issuer")
    }
    for (index, provider) in server.upstreamProviders.enumerated() {
      let (name, parameters) =
        provider.oidcConfig.map { ("oidcConfig", $0.additionalAuthorizationParams) }
        ?? ("oauth2Config", provider.oauth2Config?.additionalAuthorizationParams)
      for parameter in (parameters ?? [:]).keys.sorted() where AuthServerDecision.reserved.contains(parameter) {
        refuse(
          ".upstreamProviders[\(index)].\(name).additionalAuthorizationParams",
          "reserved parameter \"\(parameter)\" is managed by the framework and cannot be overridden")
      }
    }
    return found
  }
}
