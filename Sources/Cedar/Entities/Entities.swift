/// What is known about entities, with the transitive closure of their parents.
package struct Entities: Sendable {
  private struct Overlaid: Sendable {
    let entity: Entity
    let ancestors: Set<EntityUID>
  }

  private final class Base: Sendable {
    let entities: [Entity]
    let hierarchy: Hierarchy

    init(_ entities: [Entity]) throws(EntityDataError) {
      self.entities = entities
      hierarchy = try Hierarchy(entities)
    }

    subscript(uid: EntityUID) -> Entity? { hierarchy.entity(uid).map { entities[$0] } }
  }

  /// Entities that are read at most.
  static let limit = 1_000_000

  /// `nil` when there are none.
  private let base: Base?
  /// Entities of one request, laid over the others without copying them.
  private var overlay: [Overlaid] = []

  package init() { base = nil }

  /// - Throws: `EntityDataError` when two entities of one identifier differ, for a cycle, and beyond the limits.
  package init(_ entities: [Entity]) throws(EntityDataError) {
    guard entities.count <= Self.limit else {
      throw EntityDataError(.limit, "there are more than \(Self.limit) entities")
    }
    var places: [EntityUID: Int] = [:]
    places.reserveCapacity(entities.count)
    var distinct: [Entity] = []
    distinct.reserveCapacity(entities.count)
    for entity in entities {
      guard let place = places[entity.uid] else {
        places[entity.uid] = distinct.count
        distinct.append(entity)
        continue
      }
      guard distinct[place] == entity else {
        throw EntityDataError(.duplicate, "\(entity.uid) is described twice, differently", entity: entity.uid)
      }
    }
    base = try Base(distinct)
  }

  package subscript(uid: EntityUID) -> Entity? { overlaid(uid)?.entity ?? base?[uid] }

  package var count: Int { (base?.entities.count ?? 0) + overlay.count { base?[$0.entity.uid] == nil } }

  /// Every entity, in no order.
  package var all: [Entity] {
    let configured = base?.entities ?? []
    guard !overlay.isEmpty else { return configured }
    return configured.filter { overlaid($0.uid) == nil } + overlay.map(\.entity)
  }

  /// Whether `entity` is `ancestor` or one of its descendants. An unknown entity has no ancestors.
  package func isEntity(_ entity: EntityUID, within ancestor: EntityUID) -> Bool {
    if entity == ancestor { return true }
    if let overlaid = overlaid(entity) { return overlaid.ancestors.contains(ancestor) }
    guard let hierarchy = base?.hierarchy, let place = hierarchy.entity(entity) else { return false }
    return hierarchy.isEntity(place, below: ancestor)
  }

  /// These entities and others, which replace those of the same identifier.
  /// - Throws: `EntityDataError` when the result has a cycle.
  package func adding(_ others: [Entity]) throws(EntityDataError) -> Entities {
    let added = Set(others.map(\.uid))
    let isIndependent = others.allSatisfy { other in
      base?.hierarchy.hasChildren(other.uid) != true && !overlay.contains { $0.ancestors.contains(other.uid) }
        && other.parents.isDisjoint(with: added)
    }
    guard isIndependent, added.count == others.count else {
      return try Entities(all.filter { !added.contains($0.uid) } + others)
    }
    var result = self
    result.overlay.removeAll { added.contains($0.entity.uid) }
    for other in others {
      result.overlay.append(Overlaid(entity: other, ancestors: other.parents.union(other.parents.flatMap(ancestors))))
    }
    return result
  }

  func ancestors(_ uid: EntityUID) -> [EntityUID] {
    if let overlaid = overlaid(uid) { return Array(overlaid.ancestors) }
    guard let hierarchy = base?.hierarchy, let place = hierarchy.entity(uid) else { return [] }
    return hierarchy.ancestors[place].map { hierarchy.uids[Int($0)] }
  }

  private func overlaid(_ uid: EntityUID) -> Overlaid? { overlay.first { $0.entity.uid == uid } }
}
