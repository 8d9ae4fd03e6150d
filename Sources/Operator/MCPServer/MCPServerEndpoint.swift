import Resources

/// Where an MCPServer is reached, and how it speaks there.
struct MCPServerEndpoint: Sendable, Equatable {
  enum Transport: String, Sendable {
    case streamableHTTP = "streamable-http"
    case sse
  }

  let url: String
  let transport: Transport

  /// `nil` for a server whose spec cannot be read.
  init?(_ server: ResourceObject<MCPServer>) {
    guard server.problems.isEmpty else { return nil }
    let service = ClusterNames.serverService(server.metadata.name)
    let origin = "http://\(service).\(server.metadata.namespace).svc.cluster.local:\(server.spec.proxyPort)"
    transport =
      switch (server.spec.transport, server.spec.proxyMode) {
      case (.sse, _), (.stdio, .sse): .sse
      case (.streamableHTTP, _), (.stdio, .streamableHTTP): .streamableHTTP
      }
    url = origin + (transport == .sse ? "/sse" : "/mcp")
  }
}
