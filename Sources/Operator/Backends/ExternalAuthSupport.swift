import GatewayDocument
import HTTP
import Resources

/// What gateways can do to authenticate themselves to a backend, as far as it does not depend on the virtual server.
enum ExternalAuthSupport {
  /// Why a backend cannot be reached with an MCPExternalAuthConfig; `nil` where it can.
  static func problem(_ config: ResourceObject<MCPExternalAuthConfig>) -> String? {
    let spec = config.spec
    switch spec.type {
    case .unauthenticated, .bearerToken, .upstreamInject: return nil
    case .embeddedAuthServer: return "type embeddedAuthServer is not for backends of a VirtualMCPServer"
    case .obo: return "type obo is not yet supported by gateways"
    case .headerInjection:
      return spec.headerInjection.flatMap { BackendHeaderRules.problem($0.headerName) }
        .map { "spec.headerInjection.headerName: " + $0 }
    case .tokenExchange:
      let url = spec.tokenExchange.flatMap { endpointProblem($0.tokenURL) }.map { "spec.tokenExchange.tokenUrl: " + $0 }
      let name = spec.tokenExchange?.externalTokenHeaderName ?? ""
      let header = name.isEmpty ? nil : BackendHeaderRules.problem(name)
      return url ?? header.map { "spec.tokenExchange.externalTokenHeaderName: " + $0 }
    case .xaa:
      guard let xaa = spec.xaa else { return nil }
      let path = "spec.xaa."
      return endpointProblem(xaa.idpTokenURL).map { path + "idpTokenUrl: " + $0 }
        ?? endpointProblem(xaa.targetTokenURL, allowsHTTP: xaa.insecureTargetTokenURL == true)
        .map { path + "targetTokenUrl: " + $0 }
        ?? (xaa.targetAudience.isEmpty ? path + "targetAudience: is required" : nil)
    case .awsSts:
      let index = (spec.awsSts?.roleMappings ?? []).firstIndex { $0.matcher != nil }
      return index.map {
        "spec.awsSts.roleMappings[\($0)].matcher: CEL expressions are not supported; claim names a value of roleClaim"
      }
    }
  }

  /// Tokens and client secrets go there: over https, or inside the cluster.
  private static func endpointProblem(_ text: String, allowsHTTP: Bool = false) -> String? {
    guard let url = HTTPURL(text), ["http", "https"].contains(url.scheme), url.userInfo == nil, url.fragment == nil
    else { return "\"\(text.prefix(128))\" is not an http or https URL without credentials and fragment" }
    let isInside =
      url.isLoopback || !url.host.contains { $0 == "." || $0 == "[" } || url.host.hasSuffix(".svc")
      || url.host.hasSuffix(".cluster.local")
    if url.scheme == "https" || allowsHTTP || isInside { return nil }
    return
      "\"\(text.prefix(128))\" must be https; plain http is only for Services of the cluster (<name>.<namespace>.svc)"
  }

  /// The name of the strategy in a gateway's status.
  static func strategy(_ type: MCPExternalAuthConfigSpec.Kind) -> String {
    switch type {
    case .tokenExchange: "token_exchange"
    case .headerInjection: "header_injection"
    case .bearerToken: "bearer_token"
    case .unauthenticated: "unauthenticated"
    case .embeddedAuthServer: "embedded_auth_server"
    case .awsSts: "aws_sts"
    case .upstreamInject: "upstream_inject"
    case .obo: "obo"
    case .xaa: "xaa"
    }
  }
}
