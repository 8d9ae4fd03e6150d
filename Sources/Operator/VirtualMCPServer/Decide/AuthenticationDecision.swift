import GatewayDocument
import JSON
import Resources

/// Who may come in.
struct AuthenticationDecision {
  let server: ResourceObject<VirtualMCPServer>
  let config: ResourceObject<MCPOIDCConfig>?
  /// Those that exist, by name.
  let configMaps: [String: [String: String]]

  /// The resource identifier: what clients ask tokens for.
  var resource: String {
    let reference = server.spec.incomingAuth.oidcConfigRef
    if let url = reference?.resourceURL, !url.isEmpty { return url }
    return ClusterNames.gatewayURL(server.metadata.name, namespace: server.metadata.namespace)
  }

  /// `nil` after saying in the conditions why not.
  func decide(
    _ secrets: inout GatewaySecretData, _ conditions: inout Conditions
  ) -> AuthenticationConfiguration? {
    var result = AuthenticationConfiguration()
    guard let reference = server.spec.incomingAuth.oidcConfigRef else {
      result.mode = .anonymous
      return result
    }
    let place = "spec.incomingAuth.oidcConfigRef.name: MCPOIDCConfig \"\(reference.name)\""
    guard let config else {
      conditions.fails(
        VirtualMCPServerReason.oidcNotFound, "\(place) not found in namespace \"\(server.metadata.namespace)\"")
      return nil
    }
    let problems = MCPOIDCConfigDecision.problems(config)
    guard problems.isEmpty else {
      conditions.fails(
        VirtualMCPServerReason.oidcNotValid,
        "\(place) is not valid: " + problems.map(\.description).joined(separator: "; "))
      return nil
    }
    var issuer = ExternalIssuerDecision(config: config, configMaps: configMaps)
    if server.spec.incomingAuth.type == .oidc, server.spec.authServerConfig == nil {
      result.external = issuer.decide(&secrets)
      guard issuer.problems.isEmpty else {
        conditions.fails(
          VirtualMCPServerReason.oidcNotValid,
          "\(place) cannot be used: " + issuer.problems.map(\.description).joined(separator: "; "))
        return nil
      }
    }
    conditions.holds(VirtualMCPServerReason.oidcValid, "MCPOIDCConfig \(reference.name) is valid")
    guard server.spec.incomingAuth.type == .oidc else {
      result.mode = .anonymous
      return result
    }
    result.mode = .oidc
    result.issuer = config.spec.issuer
    result.audience = reference.audience
    result.resource = resource
    result.scopes = reference.scopes ?? []
    return result
  }
}
