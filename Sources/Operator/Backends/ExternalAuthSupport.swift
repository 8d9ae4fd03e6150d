import Resources

/// What gateways can do to authenticate themselves to a backend.
enum ExternalAuthSupport {
  /// Why a backend cannot be reached with an MCPExternalAuthConfig; `nil` where it can.
  static func problem(_ config: ResourceObject<MCPExternalAuthConfig>) -> String? {
    switch config.spec.type {
    case .unauthenticated: nil
    case .embeddedAuthServer, .bearerToken:
      "type \(config.spec.type.rawValue) is not for backends of a VirtualMCPServer"
    default: "type \(config.spec.type.rawValue) is not yet supported by gateways"
    }
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
