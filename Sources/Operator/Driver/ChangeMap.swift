import Controllers
import Kubernetes
import Resources

/// What is to be looked at when something changes.
struct ChangeMap: Sendable {
  let index: ReferenceIndex
  let reader: any ObjectReader

  func items(_ kind: ResourceKind, _ event: InformerEvent) -> Set<WorkItem> {
    let key = event.key
    switch kind {
    case .virtualMCPServers:
      if case .deleted = event {
        index.update(key, nil)
      } else {
        index.update(key, VirtualMCPServerReferences(ResourceObject(reading: event.object.json)))
      }
      return [WorkItem(.virtualServer, key)]
    case .mcpGroups: return users(.group, key).union(members(key)).union([WorkItem(.group, key)])
    case .mcpServers:
      var items: Set = [WorkItem(.server, key)]
      for group in groups(event) {
        items.insert(WorkItem(.group, group))
        items.formUnion(users(.group, group))
      }
      return items
    case .mcpOIDCConfigs: return users(.oidcConfig, key).union([WorkItem(.oidcConfig, key)])
    case .secrets: return users(.secret, key).union(owner(event.object))
    case .configMaps: return users(.configMap, key).union(owner(event.object))
    default: return owner(event.object)
    }
  }

  private func users(_ target: ReferenceIndex.Target, _ key: ObjectKey) -> Set<WorkItem> {
    Set(index.users(target, key).map { WorkItem(.virtualServer, $0) })
  }

  /// The servers that name a group: whether it exists is a condition of theirs.
  private func members(_ group: ObjectKey) -> Set<WorkItem> {
    Set(
      reader.list(.mcpServers, namespace: group.namespace ?? "")
        .filter { $0[path: "spec", "groupRef", "name"]?.stringValue == group.name }
        .map { WorkItem(.server, $0.key) })
  }

  /// The group that a server names, and the one that it named before.
  private func groups(_ event: InformerEvent) -> Set<ObjectKey> {
    var objects = [event.object]
    if case .updated(let old, _) = event { objects.append(old) }
    return Set(
      objects.compactMap { object in
        object[path: "spec", "groupRef", "name"]?.stringValue.map {
          ObjectKey(namespace: object.namespace, name: $0)
        }
      })
  }

  private func owner(_ object: KubernetesObject) -> Set<WorkItem> {
    guard let owner = object.controller, ResourceGroup.apiVersions.contains(owner.apiVersion),
      let kind = WorkItem.Kind(rawValue: owner.kind)
    else { return [] }
    return [WorkItem(kind, ObjectKey(namespace: object.namespace, name: owner.name))]
  }
}
