/// What is known about entities, with the transitive closure of their parents.
package struct Entities: Sendable {
  struct Node: Sendable {
    let entity: Entity
    let ancestors: Set<EntityUID>
  }

  private let base: [EntityUID: Node]
  /// Entities of one request, laid over the others without copying them.
  private var overlay: [Node] = []
  /// Everything that is an ancestor of something in `base`.
  private let baseAncestors: Set<EntityUID>

  package init() {
    base = [:]
    baseAncestors = []
  }

  /// - Throws: `EntityDataError` when two entities of one identifier differ, for a cycle, and beyond the limits.
  package init(_ entities: [Entity]) throws(EntityDataError) {
    base = try Hierarchy(entities).nodes()
    baseAncestors = base.values.reduce(into: []) { $0.formUnion($1.ancestors) }
  }

  package subscript(uid: EntityUID) -> Entity? { node(uid)?.entity }

  package var count: Int { base.count + overlay.count { base[$0.entity.uid] == nil } }

  /// Every entity, in no order.
  package var all: [Entity] {
    base.values.map(\.entity).filter { entity in !overlay.contains { $0.entity.uid == entity.uid } }
      + overlay.map(\.entity)
  }

  /// Whether `entity` is `ancestor` or one of its descendants. An unknown entity has no ancestors.
  package func isEntity(_ entity: EntityUID, within ancestor: EntityUID) -> Bool {
    entity == ancestor || node(entity)?.ancestors.contains(ancestor) == true
  }

  /// These entities and others, which replace those of the same identifier.
  /// - Throws: `EntityDataError` when the result has a cycle.
  package func adding(_ others: [Entity]) throws(EntityDataError) -> Entities {
    let added = Set(others.map(\.uid))
    let isIndependent = others.allSatisfy { other in
      !baseAncestors.contains(other.uid) && !overlay.contains { $0.ancestors.contains(other.uid) }
        && other.parents.isDisjoint(with: added)
    }
    guard isIndependent, added.count == others.count else {
      var all = base.mapValues(\.entity)
      for entity in overlay.map(\.entity) + others { all[entity.uid] = entity }
      return try Entities(Array(all.values))
    }
    var result = self
    result.overlay.removeAll { added.contains($0.entity.uid) }
    for other in others {
      let ancestors = other.parents.reduce(into: other.parents) { all, parent in
        if let node = node(parent) { all.formUnion(node.ancestors) }
      }
      result.overlay.append(Node(entity: other, ancestors: ancestors))
    }
    return result
  }

  private func node(_ uid: EntityUID) -> Node? {
    overlay.first { $0.entity.uid == uid } ?? base[uid]
  }
}
