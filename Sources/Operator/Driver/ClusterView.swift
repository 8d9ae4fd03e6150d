import Controllers
import Kubernetes
import Logging

/// The operator's picture of the cluster: everything that it reads and everything that it makes, kept up to date.
package final class ClusterView: ObjectReader {
  /// Kinds that are read whoever made them.
  static let gathered: [ResourceKind] = [
    .virtualMCPServers, .mcpGroups, .mcpServers, .mcpOIDCConfigs, .secrets, .configMaps,
  ]
  /// Kinds of which only the operator's own objects are read.
  static let made: [ResourceKind] = [
    .deployments, .statefulSets, .services, .serviceAccounts, .roles, .roleBindings,
  ]

  /// By kind; one a namespace, or one for all.
  private let informers: [ResourceKind: [Informer]]

  /// - Parameter namespaces: empty for all.
  package init(_ client: KubernetesClient, namespaces: [String], logger: Logger) {
    let own = ListOptions(labelSelector: "toolhive=true")
    let scopes = namespaces.isEmpty ? [nil] : namespaces.map(Optional.some)
    var informers: [ResourceKind: [Informer]] = [:]
    for (kinds, options) in [(Self.gathered, ListOptions()), (Self.made, own)] {
      for kind in kinds {
        informers[kind] = scopes.map { scope in
          Informer(
            kind.description + (scope.map { "/" + $0 } ?? ""), Watcher(client, kind, namespace: scope, options),
            logger: logger)
        }
      }
    }
    self.informers = informers
  }

  func onChange(_ handler: @escaping @Sendable (ResourceKind, InformerEvent) -> Void) {
    for (kind, all) in informers {
      for informer in all { informer.onChange { handler(kind, $0) } }
    }
  }

  /// Follows the cluster until the task is cancelled.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      for informer in informers.values.joined() { group.addTask { await informer.run() } }
    }
  }

  func waitUntilSynced() async throws {
    for informer in informers.values.joined() { try await informer.waitUntilSynced() }
  }

  var hasSynced: Bool { informers.values.joined().allSatisfy(\.hasSynced) }

  package func find(_ kind: ResourceKind, _ key: ObjectKey) -> KubernetesObject? {
    for informer in informers[kind] ?? [] {
      if let object = informer[key] { return object }
    }
    return nil
  }

  package func list(_ kind: ResourceKind, namespace: String) -> [KubernetesObject] {
    (informers[kind] ?? []).flatMap { $0.objects(namespace: namespace) }
  }
}
