import GatewayDocument
import Resources

/// The servers of the group as backends.
struct BackendDecision {
  let configurations: [BackendConfiguration]
  /// For the status; every member, also those that cannot be backends.
  let discovered: [DiscoveredBackend]

  init(_ members: [ResourceObject<MCPServer>], timeouts: Operational.Timeouts?) {
    var configurations: [BackendConfiguration] = []
    var discovered: [DiscoveredBackend] = []
    for member in members {
      let name = member.metadata.name
      var seen = DiscoveredBackend()
      seen.name = name
      guard let endpoint = MCPServerEndpoint(member), Self.isServed(member) else {
        seen.status = "unavailable"
        seen.message = "the MCPServer cannot be run as it is; see its conditions"
        discovered.append(seen)
        continue
      }
      seen.url = endpoint.url
      var backend = BackendConfiguration()
      backend.name = name
      backend.url = endpoint.url
      backend.transport = endpoint.transport == .sse ? .sse : .streamableHTTP
      let timeout = (timeouts?.perWorkload?[name] ?? timeouts?.default).flatMap(GoDuration.seconds)
      backend.timeoutSeconds = min(max(timeout ?? backend.timeoutSeconds, 1), 3600)
      configurations.append(backend)
      seen.authType = "unauthenticated"
      seen.status = member.status.phase == .ready ? "ready" : "unavailable"
      if seen.status != "ready" { seen.message = member.status.message }
      discovered.append(seen)
    }
    self.configurations = configurations
    self.discovered = discovered
  }

  private static func isServed(_ member: ResourceObject<MCPServer>) -> Bool {
    MCPServerRules.problems(member).isEmpty
      && !FieldSupport.mcpServer.findings(in: member.rawSpec).contains { $0.effect == .refused }
  }
}
