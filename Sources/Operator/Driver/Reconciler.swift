import Controllers
import FoundationEssentials
import Kubernetes
import Resources

/// Gathers, decides and applies, one custom resource at a time.
struct Reconciler: Sendable {
  /// What earlier operators left on objects; an object must not wait for somebody who no longer comes.
  static let formerFinalizers = [
    "toolhive.stacklok.dev/mcpgroup-finalizer", "mcpserver.toolhive.stacklok.dev/finalizer",
  ]

  let view: any ObjectReader
  let index: ReferenceIndex
  let client: KubernetesClient
  let decision: VirtualMCPServerDecision
  let executor: PlanExecutor
  let prober: Prober
  /// Brings payloads into the view that were not kept.
  var fetch: @Sendable (Set<Payloads.Place>) async throws -> Void = { _ in }

  /// Conflicts are decided anew from what the other writer left; what is about an object or a namespace that went away
  /// meanwhile is over.
  func reconcile(_ item: WorkItem) async throws -> ReconcileResult {
    var conflicts = 0
    while true {
      do {
        return try await reconcileOnce(item)
      } catch let error as KubernetesError {
        let isConflict = error.code == .conflict || error.code == .alreadyExists
        if isConflict, conflicts < 2 {
          conflicts += 1
        } else if error.code == .terminating {
          return .done
        } else if error.code == .notFound, try await client.find(item.kind.resource, item.key) == nil {
          return .done
        } else {
          throw error
        }
      }
    }
  }

  private func reconcileOnce(_ item: WorkItem) async throws -> ReconcileResult {
    guard let object = view.find(item.kind.resource, item.key) else {
      prober.follow(item, nil)
      return .done
    }
    if object.isBeingDeleted, !item.kind.resource.isConfig {
      prober.follow(item, nil)
      let left = object.finalizers.filter(Self.formerFinalizers.contains)
      guard !left.isEmpty else { return .done }
      var plan = Plan()
      plan.steps = [.release(object, finalizers: left)]
      return Self.result(try await execute(plan, for: object, item.kind))
    }
    if object.problem != nil {
      return Self.result(try await execute(.unreadable(object), for: object, item.kind))
    }
    guard let plan = try await plan(item) else { return .done }
    let wait = try await execute(plan, for: object, item.kind)
    prober.follow(item, plan.probe)
    return Self.result(wait, plan.lookAgainAfter.map { .seconds($0) })
  }

  private static func result(_ waits: Duration?...) -> ReconcileResult {
    waits.compactMap { $0 }.min().map { .requeue(after: $0) } ?? .done
  }

  private func plan(_ item: WorkItem) async throws -> Plan? {
    var rounds = 0
    while true {
      let reader = GatheringReader(view)
      let plan = try await plan(item, from: reader)
      let missing = reader.missing
      // What is still missing then was deleted.
      guard !missing.isEmpty, rounds < 2 else { return plan }
      rounds += 1
      try await fetch(missing)
    }
  }

  private func plan(_ item: WorkItem, from view: GatheringReader) async throws -> Plan? {
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
    case .remoteProxy: return MCPRemoteProxySnapshot(item.key, from: view).map(MCPRemoteProxyDecision.decide)
    case .entry: return MCPServerEntrySnapshot(item.key, from: view).map(MCPServerEntryDecision.decide)
    case .oidcConfig: return plan(MCPOIDCConfig.self, item.key, from: view)
    case .authzConfig: return plan(MCPAuthzConfig.self, item.key, from: view)
    case .externalAuthConfig: return plan(MCPExternalAuthConfig.self, item.key, from: view)
    case .toolConfig: return plan(MCPToolConfig.self, item.key, from: view)
    case .telemetryConfig: return plan(MCPTelemetryConfig.self, item.key, from: view)
    case .compositeTool: return plan(VirtualMCPCompositeToolDefinition.self, item.key, from: view)
    }
  }

  private func plan<Kind: ConfigKind>(_ kind: Kind.Type, _ key: ObjectKey, from view: some ObjectReader) -> Plan? {
    ConfigSnapshot<Kind>(key, from: view, index: index).map(ConfigDecision.decide)
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

  private func execute(_ plan: Plan, for object: KubernetesObject, _ kind: WorkItem.Kind) async throws -> Duration? {
    switch kind {
    case .virtualServer:
      try await executor.execute(plan, for: object, as: VirtualMCPServer.self, failure: .virtualServer)
    case .group: try await executor.execute(plan, for: object, as: MCPGroup.self, failure: nil)
    case .server: try await executor.execute(plan, for: object, as: MCPServer.self, failure: .server)
    case .remoteProxy: try await executor.execute(plan, for: object, as: MCPRemoteProxy.self, failure: nil)
    case .entry: try await executor.execute(plan, for: object, as: MCPServerEntry.self, failure: nil)
    case .oidcConfig: try await executor.execute(plan, for: object, as: MCPOIDCConfig.self, failure: nil)
    case .authzConfig: try await executor.execute(plan, for: object, as: MCPAuthzConfig.self, failure: nil)
    case .externalAuthConfig:
      try await executor.execute(plan, for: object, as: MCPExternalAuthConfig.self, failure: nil)
    case .toolConfig: try await executor.execute(plan, for: object, as: MCPToolConfig.self, failure: nil)
    case .telemetryConfig: try await executor.execute(plan, for: object, as: MCPTelemetryConfig.self, failure: nil)
    case .compositeTool:
      try await executor.execute(plan, for: object, as: VirtualMCPCompositeToolDefinition.self, failure: nil)
    }
  }
}
