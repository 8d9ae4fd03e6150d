import Controllers
import Kubernetes
import Logging

/// The operator's picture of the cluster: everything that it reads and everything that it makes, kept up to date.
package final class ClusterView: ObjectReader {
  /// Kinds that are read whoever made them.
  static let gathered: [ResourceKind] = ResourceKind.custom + [.secrets, .configMaps]
  /// Kinds of which only the operator's own objects are read.
  static let made: [ResourceKind] = [
    .deployments, .statefulSets, .services, .serviceAccounts, .roles, .roleBindings,
  ]

  /// Who names whom, of everything in view: kept by the change map.
  let index = ReferenceIndex()
  /// By kind; one a namespace, or one for all.
  private let informers: [ResourceKind: [Informer]]
  private let payloads: Payloads
  let written: WrittenObjects

  /// - Parameter namespaces: empty for all.
  package init(_ client: KubernetesClient, namespaces: [String], time: any TimeSource = SystemTime(), logger: Logger) {
    written = WrittenObjects(time: time)
    let payloads = Payloads()
    self.payloads = payloads
    let own = ListOptions(labelSelector: "toolhive=true")
    let scopes = namespaces.isEmpty ? [nil] : namespaces.map(Optional.some)
    var informers: [ResourceKind: [Informer]] = [:]
    for (kinds, options) in [(Self.gathered, ListOptions()), (Self.made, own)] {
      for kind in kinds {
        informers[kind] = scopes.map { scope in
          Informer(
            kind.description + (scope.map { "/" + $0 } ?? ""),
            Watcher(client, kind, namespace: scope, options, keeping: payloads.keeping(kind)), logger: logger)
        }
      }
    }
    self.informers = informers
  }

  /// - Parameter handler: is also told whether the change is this process's own.
  func onChange(_ handler: @escaping @Sendable (ResourceKind, InformerEvent, Bool) -> Void) {
    for (kind, all) in informers {
      for informer in all {
        informer.onChange { [written, payloads] event in
          let isOwn = written.told(kind, event)
          if case .deleted = event { payloads.forget(Payloads.Place(kind: kind, key: event.key)) }
          handler(kind, event, isOwn)
        }
      }
    }
  }

  /// Follows the cluster until the task is cancelled. One kind is listed after the other, so that no two lists stand in
  /// memory at once.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      for kind in Self.gathered + Self.made {
        for informer in informers[kind] ?? [] {
          group.addTask { await informer.run() }
          guard (try? await informer.waitUntilSynced()) != nil else { return }
        }
      }
    }
  }

  func waitUntilSynced() async throws {
    for informer in informers.values.joined() { try await informer.waitUntilSynced() }
  }

  var hasSynced: Bool { informers.values.joined().allSatisfy(\.hasSynced) }

  /// The keys of all objects of a kind.
  func keys(_ kind: ResourceKind) -> [ObjectKey] { (informers[kind] ?? []).flatMap(\.keys) }

  /// Reads payloads that were not kept, and keeps them from now on.
  func fetch(_ places: Set<Payloads.Place>, with client: KubernetesClient) async throws {
    for place in places {
      payloads.want(place)
      guard let object = try await client.find(place.kind, place.key) else { continue }
      written.note(place.kind, object)
      for informer in informers[place.kind] ?? [] { informer.refill(ObjectTrim.trimmed(object)) }
    }
  }

  package func find(_ kind: ResourceKind, _ key: ObjectKey) -> KubernetesObject? {
    written.newest(kind, key, seen: seen(kind, key))
  }

  private func seen(_ kind: ResourceKind, _ key: ObjectKey) -> KubernetesObject? {
    for informer in informers[kind] ?? [] {
      if let object = informer[key] { return object }
    }
    return nil
  }

  package func list(_ kind: ResourceKind, namespace: String) -> [KubernetesObject] {
    (informers[kind] ?? []).flatMap { $0.objects(namespace: namespace) }
  }

  /// Without looking at those that are not members.
  package func members(_ kind: ResourceKind, of group: ObjectKey) -> [KubernetesObject] {
    index.users(ObjectReference(.mcpGroups, group)).filter { $0.kind == kind }.compactMap { find(kind, $0.key) }
      .filter { !$0.isBeingDeleted }.sorted { $0.key < $1.key }
  }

  /// Without looking at those that take none.
  package func virtualServers(of config: ObjectKey) -> [KubernetesObject] {
    index.users(ObjectReference(.mcpOIDCConfigs, config)).filter { $0.kind == .virtualMCPServers }
      .compactMap { find(.virtualMCPServers, $0.key) }.filter { !$0.isBeingDeleted }
  }
}
