import JSON
import Resources

/// Who belongs to an MCPGroup.
package enum MCPGroupDecision {
  package static func decide(_ snapshot: MCPGroupSnapshot) -> Plan {
    let group = snapshot.group
    var conditions = Conditions(generation: group.metadata.generation)
    var status = MCPGroupStatus()
    status.observedGeneration = group.metadata.generation
    let problems = group.violations
    if problems.isEmpty {
      status.phase = .ready
      conditions.holds(
        MCPGroupReason.checked,
        "Successfully listed MCPServers, MCPRemoteProxies, and MCPServerEntries in namespace")
    } else {
      status.phase = .failed
      conditions.fails(MCPGroupReason.invalid, JSONProblem.summary(problems))
    }
    status.servers = snapshot.servers
    status.serverCount = snapshot.servers.count
    status.remoteProxies = snapshot.remoteProxies
    status.remoteProxyCount = snapshot.remoteProxies.count
    status.entries = snapshot.entries
    status.entryCount = snapshot.entries.count
    var plan = Plan()
    plan.status = status.json.objectValue
    plan.conditions = conditions.list
    return plan
  }
}
