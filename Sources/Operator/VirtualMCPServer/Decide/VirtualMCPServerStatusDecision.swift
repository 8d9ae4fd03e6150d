import Kubernetes
import Resources

/// How a VirtualMCPServer stands: from its Deployment, and from what the gateway says of itself and its backends.
struct VirtualMCPServerStatusDecision {
  let snapshot: VirtualMCPServerSnapshot
  /// The backends as the group's members speak of themselves.
  let members: [DiscoveredBackend]
  let isRefused: Bool
  /// Of the document that the gateway is given; `nil` where it is given none.
  let documentHash: String?

  var server: ResourceObject<VirtualMCPServer> { snapshot.server }
  private var workload: WorkloadState { WorkloadState(snapshot.deployment) }

  /// What to ask the gateway; `nil` while no pod could answer.
  var target: ProbeTarget? {
    guard workload.isAvailable, snapshot.hasConfiguration || !isRefused else { return nil }
    let url = ClusterNames.gatewayURL(server.metadata.name, namespace: server.metadata.namespace)
    var target = ProbeTarget(url: url + "/status", question: .gateway)
    target.documentHash = documentHash
    // Gateways notice such changes themselves, but the operator should hear of it soon.
    target.occasion =
      workload.occasion + members.map { "|\($0.name)=\($0.status ?? "")" }.joined()
    return target
  }

  func decide(_ conditions: inout Conditions) -> VirtualMCPServerStatus {
    let gateway = GatewayHealthDecision(
      observed: target == nil ? nil : snapshot.observed, before: server.status, members: members,
      documentHash: documentHash)
    let discovered = gateway.discovered
    let routable = discovered.count { GatewayHealthDecision.isRoutable($0) }
    var status = VirtualMCPServerStatus()
    status.observedGeneration = server.metadata.generation
    status.url = ClusterNames.gatewayURL(server.metadata.name, namespace: server.metadata.namespace)
    status.discoveredBackends = discovered
    status.backendCount = routable
    // Pods count once one was asked, a moment after it became available: what lasts so shortly is not worth a write.
    let isAvailable = workload.isAvailable && (gateway.isKnown || target == nil)
    deployment(workload, isAvailable: isAvailable, &conditions)
    if isRefused {
      let serves = workload.isAvailable && snapshot.hasConfiguration
      status.phase = serves ? .degraded : .failed
      status.message =
        (serves ? "The last good configuration is served; this one is not: " : "")
        + (conditions.firstFailure ?? "the spec cannot be served")
      conditions.fails(VirtualMCPServerReason.refused, status.message ?? "")
    } else if !isAvailable {
      status.phase = .pending
      status.message = "Virtual MCP server is starting"
      if let stalled = workload.message {
        status.phase = .failed
        conditions.fails(VirtualMCPServerReason.failed, stalled)
      } else {
        conditions.fails(VirtualMCPServerReason.notReady, "Deployment is not yet ready")
      }
    } else if gateway.isWaiting {
      status.phase = .pending
      status.message = "Waiting for initial health checks (\(members.count) backends configured)"
      conditions.fails(VirtualMCPServerReason.backendsPending, status.message ?? "")
    } else if let problem = gateway.servingProblem {
      status.phase = .degraded
      status.message = problem
      conditions.fails(VirtualMCPServerReason.notServed, problem)
    } else {
      backends(discovered, routable: routable, &status, &conditions)
    }
    if isAvailable { gateway.state(&conditions) }
    if status.phase == .degraded, routable < discovered.count {
      conditions.holds(
        VirtualMCPServerReason.degraded, "\(routable)/\(discovered.count) backends routable")
    }
    return status
  }

  private func backends(
    _ discovered: [DiscoveredBackend], routable: Int, _ status: inout VirtualMCPServerStatus,
    _ conditions: inout Conditions
  ) {
    let count = discovered.count
    if count > 0, routable == 0 {
      status.phase = .degraded
      status.message = "Virtual MCP server is running but all \(count) backends are unhealthy"
      conditions.fails(VirtualMCPServerReason.backendsUnavailable, "All backends are unhealthy")
    } else if routable < count {
      status.phase = .degraded
      status.message = "Virtual MCP server is running with \(routable)/\(count) backends available"
      let missing = discovered.filter { !GatewayHealthDecision.isRoutable($0) }.map(\.name).joined(separator: ", ")
      conditions.fails(VirtualMCPServerReason.backendsDegraded, "Some backends are unhealthy: \(missing)")
    } else {
      status.phase = .ready
      let stuck = workload.message.map { "; its latest rollout makes no progress: \($0)" } ?? ""
      status.message = "Virtual MCP server is running" + stuck
      conditions.holds(VirtualMCPServerReason.ready, "Deployment is ready" + stuck)
    }
  }

  private func deployment(_ workload: WorkloadState, isAvailable: Bool, _ conditions: inout Conditions) {
    if let message = workload.message {
      conditions.fails(
        VirtualMCPServerReason.deploymentFailed, message + (isAvailable ? "; earlier pods still serve" : ""))
    } else if isAvailable, !workload.isObserved {
      conditions.fails(
        VirtualMCPServerReason.deploymentNotReady,
        "Kubernetes has not looked at the Deployment's latest change yet; earlier pods still serve")
    } else if isAvailable {
      conditions.holds(VirtualMCPServerReason.deploymentReady, "Deployment is ready")
    } else {
      conditions.fails(VirtualMCPServerReason.deploymentNotReady, "Deployment is not yet ready")
    }
  }
}
