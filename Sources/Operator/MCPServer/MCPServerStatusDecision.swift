import Kubernetes
import Resources

/// How an MCPServer stands: from its Deployment, and from what the server itself answers.
struct MCPServerStatusDecision {
  let snapshot: MCPServerSnapshot
  /// Whether the server may be run as it is.
  let isRendered: Bool

  private var server: ResourceObject<MCPServer> { snapshot.server }
  private var workload: WorkloadState { WorkloadState(snapshot.workload) }

  /// What to ask the server; `nil` while no pod could answer.
  var target: ProbeTarget? {
    guard isRendered, workload.isAvailable, let endpoint = MCPServerEndpoint(server) else { return nil }
    var target = ProbeTarget(url: endpoint.url, question: endpoint.transport == .sse ? .sse : .streamableHTTP)
    target.hasCredentials = server.spec.security.externalAuthConfigRef != nil
    target.occasion = workload.occasion
    return target
  }

  func decide(_ conditions: inout Conditions) -> MCPServerStatus {
    var status = MCPServerStatus()
    status.observedGeneration = server.metadata.generation
    status.readyReplicas = workload.readyReplicas
    if !isRendered {
      status.phase = .failed
      status.message = "The server cannot be run as it is; see the other conditions"
      conditions.fails(MCPServerReason.refused, status.message ?? "")
    } else if workload.isStopped {
      status.phase = .stopped
      status.message = "MCP server is stopped (scaled to zero)"
      conditions.fails(MCPServerReason.stopped, status.message ?? "")
    } else if let target {
      answer(target, &status, &conditions)
    } else {
      status.phase = .pending
      status.message = workload.message ?? "MCP server is starting"
      conditions.fails(MCPServerReason.notReady, status.message ?? "")
    }
    status.url = url(isReady: status.phase == .ready)
    return status
  }

  /// Known once the server has answered there, and from then on.
  private func url(isReady: Bool) -> String? {
    guard let endpoint = MCPServerEndpoint(server) else { return server.status.url }
    return isReady || server.status.url == endpoint.url ? endpoint.url : nil
  }

  private func answer(_ target: ProbeTarget, _ status: inout MCPServerStatus, _ conditions: inout Conditions) {
    guard let observed = snapshot.observed, observed.target.isSamePlace(as: target) else {
      return wait(&status, &conditions)
    }
    let stuck = workload.message.map { "; its rollout makes no progress: \($0)" } ?? ""
    switch observed.answer {
    case .server, .gateway:
      status.phase = .ready
      status.message = "MCP server is running" + stuck
      conditions.holds(MCPServerReason.ready, status.message ?? "")
    case .wantsCredentials:
      status.phase = .ready
      status.message = "MCP server is running and wants credentials, which gateways have" + stuck
      conditions.holds(MCPServerReason.ready, status.message ?? "")
    case .failure(let failure):
      status.phase = observed.isPersistent ? .failed : .pending
      status.message = "The pods run, but the server does not answer at \(target.url): \(failure.message)"
      conditions.fails(
        failure.code == .unreachable || failure.code == .timedOut
          ? MCPServerReason.notAnswering : MCPServerReason.answersWrongly, status.message ?? "")
    }
  }

  /// Nothing was heard yet: what was true stays true, so that an operator that starts changes nothing.
  private func wait(_ status: inout MCPServerStatus, _ conditions: inout Conditions) {
    let before = server.status
    if before.phase == .ready, before.url == MCPServerEndpoint(server)?.url,
      let ready = before.conditions?["Ready"], ready.status == .true
    {
      status.phase = .ready
      status.message = before.message
      conditions.keep(ready)
    } else {
      status.phase = .pending
      // Counted once it answers: a status more is a write more.
      status.readyReplicas = before.readyReplicas ?? 0
      status.message = "MCP server is starting"
      conditions.fails(MCPServerReason.notReady, status.message ?? "")
    }
  }
}
