import GatewayDocument
import Resources

/// The members of the group as backends.
struct BackendDecision {
  let configurations: [BackendConfiguration]
  /// For the status; every member, also those that cannot be backends.
  let discovered: [DiscoveredBackend]

  /// - Parameter auth: how each is authenticated to.
  init(_ members: [BackendMember], timeouts: Operational.Timeouts?, auth: OutgoingAuthDecision) {
    var configurations: [BackendConfiguration] = []
    var discovered: [DiscoveredBackend] = []
    var taken: Set<String> = []
    for member in members {
      var seen = DiscoveredBackend()
      seen.name = member.name
      seen.url = member.url
      // One name is one backend, in policies and in the names of tools.
      guard taken.insert(member.name).inserted else { continue }
      let access = auth.access(member)
      seen.authType = access.strategy
      seen.authConfigRef = access.config
      if let problem = member.problem ?? access.problem {
        seen.status = "unavailable"
        seen.message = problem
        discovered.append(seen)
        continue
      }
      var backend = BackendConfiguration()
      backend.name = member.name
      backend.url = member.url ?? ""
      backend.transport = member.transport
      let timeout = (timeouts?.perWorkload?[member.name] ?? timeouts?.default).flatMap(GoDuration.seconds)
      backend.timeoutSeconds = min(max(timeout ?? backend.timeoutSeconds, 1), 3600)
      configurations.append(backend)
      seen.status = member.isReady ? "ready" : "unavailable"
      if !member.isReady { seen.message = member.message }
      discovered.append(seen)
    }
    self.configurations = configurations
    self.discovered = discovered
  }
}
