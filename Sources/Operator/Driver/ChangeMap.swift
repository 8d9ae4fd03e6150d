import Controllers
import Kubernetes
import Resources

/// What is to be looked at when something changes.
struct ChangeMap: Sendable {
  let index: ReferenceIndex

  /// What a workload says of itself comes after what was written of it, and what decides about it may look at both.
  private static let workloads: Set<ResourceKind> = [.deployments, .statefulSets]

  /// - Parameter isOwn: whether the operator made the change itself: whoever decided that knows of it, and only others are
  ///   to look.
  func items(_ kind: ResourceKind, _ event: InformerEvent, isOwn: Bool = false) -> Set<WorkItem> {
    let object = ObjectReference(kind, event.key)
    var items: Set<WorkItem> = []
    if !isOwn || Self.workloads.contains(kind) {
      items = owner(event.object)
      if let item = WorkItem(object) { items.insert(item) }
    }
    var groups: Set<ObjectReference> = []
    if ResourceKind.referring.contains(kind) {
      var targets: Set<ObjectReference> = []
      if case .deleted = event {} else { targets = SpecReferences.of(event.object) }
      // Whoever gained or lost a user counts its users anew.
      let turned = index.update(object, targets)
      items.formUnion(turned.compactMap(WorkItem.init))
      groups = turned
    }
    if kind == .virtualMCPServers, !isOwn { wakeRivals(groups.union(index.named(by: object)), event, &items) }
    if kind.isMember { wakeGroups(groups.union(index.named(by: object)), &items) }
    if matters(kind, event) { wake(usersOf: object, &items) }
    return items
  }

  /// Wakes those that use the object, those that use these, and so on: a Secret reaches a virtual server through the
  /// MCPExternalAuthConfig of a member of its group.
  private func wake(usersOf object: ObjectReference, _ items: inout Set<WorkItem>) {
    var seen: Set = [object]
    var open = [object]
    while let next = open.popLast() {
      for user in index.users(next) where seen.insert(user).inserted {
        if let item = WorkItem(user) { items.insert(item) }
        if user.kind.isMember { wakeGroups(index.named(by: user), &items) }
        open.append(user)
      }
    }
  }

  /// Of a member's references, wakes the groups and the virtual servers that offer them; the other members do not care.
  private func wakeGroups(_ named: Set<ObjectReference>, _ items: inout Set<WorkItem>) {
    for group in named where group.kind == .mcpGroups {
      if let item = WorkItem(group) { items.insert(item) }
      for user in index.users(group) where user.kind == .virtualMCPServers {
        if let item = WorkItem(user) { items.insert(item) }
      }
    }
  }

  /// Of a VirtualMCPServer's references, wakes the others that take tokens of the same MCPOIDCConfig: two must not share an
  /// audience, and the second may have it once the first gives it up.
  private func wakeRivals(_ named: Set<ObjectReference>, _ event: InformerEvent, _ items: inout Set<WorkItem>) {
    if case .updated(let old, let new) = event {
      guard old["spec"] != new["spec"] || old.isBeingDeleted != new.isBeingDeleted else { return }
    }
    for config in named where config.kind == .mcpOIDCConfigs {
      for rival in index.users(config) where rival.kind == .virtualMCPServers {
        if let item = WorkItem(rival) { items.insert(item) }
      }
    }
  }

  /// Whether the change is one for those that use the object: of groups and configs nobody reads the status.
  private func matters(_ kind: ResourceKind, _ event: InformerEvent) -> Bool {
    guard case .updated(let old, let new) = event, kind == .mcpGroups || kind.isConfig else { return true }
    return old["spec"] != new["spec"] || old.isBeingDeleted != new.isBeingDeleted || old.uid != new.uid
  }

  private func owner(_ object: KubernetesObject) -> Set<WorkItem> {
    guard let owner = object.controller, ResourceGroup.apiVersions.contains(owner.apiVersion),
      let kind = WorkItem.Kind(rawValue: owner.kind)
    else { return [] }
    return [WorkItem(kind, ObjectKey(namespace: object.namespace, name: owner.name))]
  }
}
