import Resources

/// How a VirtualMCPServer stands, from its Deployment and its backends.
struct VirtualMCPServerStatusDecision {
  let snapshot: VirtualMCPServerSnapshot
  let discovered: [DiscoveredBackend]

  func decide(isRefused: Bool, _ conditions: inout Conditions) -> VirtualMCPServerStatus {
    let server = snapshot.server
    let workload = WorkloadState(snapshot.deployment)
    let ready = discovered.count { $0.status == "ready" }
    var status = VirtualMCPServerStatus()
    status.observedGeneration = server.metadata.generation
    status.url = ClusterNames.gatewayURL(server.metadata.name, namespace: server.metadata.namespace)
    status.discoveredBackends = discovered
    status.backendCount = ready
    deployment(workload, &conditions)

    let message: String
    if isRefused {
      let serves = workload.isAvailable && snapshot.hasConfiguration
      status.phase = serves ? .degraded : .failed
      message =
        (serves ? "The last good configuration is served; this one is not: " : "")
        + (conditions.firstFailure ?? "the spec cannot be served")
      conditions.fails(VirtualMCPServerReason.refused, message)
    } else if !workload.isAvailable {
      status.phase = .pending
      message = "Virtual MCP server is starting"
      if let stalled = workload.message {
        status.phase = .failed
        conditions.fails(VirtualMCPServerReason.failed, stalled)
      } else {
        conditions.fails(VirtualMCPServerReason.notReady, "Deployment is not yet ready")
      }
    } else if !discovered.isEmpty, ready == 0 {
      status.phase = .degraded
      message = "Virtual MCP server is running but all \(discovered.count) backends are unhealthy"
      conditions.fails(VirtualMCPServerReason.backendsUnavailable, "All backends are unhealthy")
    } else if ready < discovered.count {
      status.phase = .degraded
      message = "Virtual MCP server is running with \(ready)/\(discovered.count) backends available"
      let missing = discovered.filter { $0.status != "ready" }.map(\.name).joined(separator: ", ")
      conditions.fails(VirtualMCPServerReason.backendsDegraded, "Some backends are unhealthy: \(missing)")
    } else {
      status.phase = .ready
      let stuck = workload.message.map { "; its latest rollout makes no progress: \($0)" } ?? ""
      message = "Virtual MCP server is running" + stuck
      conditions.holds(VirtualMCPServerReason.ready, "Deployment is ready" + stuck)
    }
    status.message = message
    return status
  }

  private func deployment(_ workload: WorkloadState, _ conditions: inout Conditions) {
    if let message = workload.message {
      conditions.fails(
        VirtualMCPServerReason.deploymentFailed, message + (workload.isAvailable ? "; earlier pods still serve" : ""))
    } else if workload.isAvailable, !workload.isObserved {
      conditions.fails(
        VirtualMCPServerReason.deploymentNotReady,
        "Kubernetes has not looked at the Deployment's latest change yet; earlier pods still serve")
    } else if workload.isAvailable {
      conditions.holds(VirtualMCPServerReason.deploymentReady, "Deployment is ready")
    } else {
      conditions.fails(VirtualMCPServerReason.deploymentNotReady, "Deployment is not yet ready")
    }
  }
}
