import Controllers
import FoundationEssentials
import Kubernetes
import Resources

/// Gathers, decides and applies, one custom resource at a time.
struct Reconciler: Sendable {
  /// What earlier operators left on objects; an object must not wait for somebody who no longer comes.
  static let formerFinalizers = [
    "toolhive.stacklok.dev/mcpgroup-finalizer", "mcpoidcconfig.toolhive.stacklok.dev/finalizer",
    "mcpserver.toolhive.stacklok.dev/finalizer",
  ]

  let view: any ObjectReader
  let client: KubernetesClient
  let decision: VirtualMCPServerDecision
  let executor: PlanExecutor
  let prober: Prober

  func reconcile(_ item: WorkItem) async throws -> ReconcileResult {
    guard let object = view.find(item.kind.resource, item.key) else {
      prober.follow(item, nil)
      return .done
    }
    if object.isBeingDeleted {
      prober.follow(item, nil)
      let left = object.finalizers.filter(Self.formerFinalizers.contains)
      guard !left.isEmpty else { return .done }
      var plan = Plan()
      plan.steps = [.release(object, finalizers: left)]
      try await execute(plan, for: object, item.kind)
      return .done
    }
    guard let plan = try await plan(item) else { return .done }
    try await execute(plan, for: object, item.kind)
    prober.follow(item, plan.probe)
    return plan.lookAgainAfter.map { .requeue(after: .seconds($0)) } ?? .done
  }

  private func plan(_ item: WorkItem) async throws -> Plan? {
    switch item.kind {
    case .virtualServer:
      let now = Int(executor.time.wallTime().timeIntervalSince1970)
      guard
        var snapshot = VirtualMCPServerSnapshot(item.key, from: view, at: now, observations: prober.observations)
      else { return nil }
      try await confirmKeys(&snapshot)
      return try decision.decide(snapshot)
    case .group: return MCPGroupSnapshot(item.key, from: view).map(MCPGroupDecision.decide)
    case .server:
      return MCPServerSnapshot(item.key, from: view, observations: prober.observations)
        .map { MCPServerDecision.decide($0, settings: decision.settings) }
    case .oidcConfig: return MCPOIDCConfigSnapshot(item.key, from: view).map(MCPOIDCConfigDecision.decide)
    }
  }

  /// Keys are lost logins: before new ones are made, the API server is asked whether there are some that the view has
  /// not seen yet.
  private func confirmKeys(_ snapshot: inout VirtualMCPServerSnapshot) async throws {
    guard decision.makesKeys(snapshot) else { return }
    let metadata = snapshot.server.metadata
    let key = ObjectKey(namespace: metadata.namespace, name: ClusterNames.gatewaySecrets(metadata.name))
    let found = try await client.find(.secrets, key)
    snapshot.ownSecret = found?.secretData
    snapshot.ownSecretVersion = found?.resourceVersion
  }

  private func execute(_ plan: Plan, for object: KubernetesObject, _ kind: WorkItem.Kind) async throws {
    switch kind {
    case .virtualServer:
      try await executor.execute(plan, for: object, as: VirtualMCPServer.self, failure: .virtualServer)
    case .group: try await executor.execute(plan, for: object, as: MCPGroup.self, failure: nil)
    case .server: try await executor.execute(plan, for: object, as: MCPServer.self, failure: .server)
    case .oidcConfig: try await executor.execute(plan, for: object, as: MCPOIDCConfig.self, failure: nil)
    }
  }
}
