import JSON
import Resources

/// Who belongs to an MCPGroup.
package enum MCPGroupDecision {
  package static func decide(_ snapshot: MCPGroupSnapshot) -> Plan {
    let group = snapshot.group
    var conditions = Conditions(generation: group.metadata.generation)
    var status = MCPGroupStatus()
    status.observedGeneration = group.metadata.generation
    if group.problems.isEmpty {
      status.phase = .ready
      conditions.holds(MCPGroupReason.checked, "Successfully listed MCPServers in namespace")
    } else {
      status.phase = .failed
      conditions.fails(MCPGroupReason.invalid, group.problems.map(\.description).joined(separator: "; "))
    }
    status.servers = snapshot.servers
    status.serverCount = snapshot.servers.count
    status.remoteProxyCount = 0
    status.entryCount = 0
    var plan = Plan()
    plan.status = status.json.objectValue
    plan.conditions = conditions.list
    return plan
  }
}
