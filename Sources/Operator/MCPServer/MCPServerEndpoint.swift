import Resources

/// Where an MCPServer is reached, and how it speaks.
struct MCPServerEndpoint: Sendable, Equatable {
  let url: String
  let transport: MCPServerSpec.Transport

  /// `nil` for a server that cannot be reached over HTTP.
  init?(_ server: ResourceObject<MCPServer>) {
    guard server.problems.isEmpty else { return nil }
    let service = ClusterNames.serverService(server.metadata.name)
    let origin = "http://\(service).\(server.metadata.namespace).svc.cluster.local:\(server.spec.proxyPort)"
    transport = server.spec.transport
    switch transport {
    case .streamableHTTP: url = origin + "/mcp"
    case .sse: url = origin + "/sse"
    case .stdio: return nil
    }
  }
}
