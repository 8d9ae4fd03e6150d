/// Computes every entity's ancestors, parents before children.
struct Hierarchy {
  /// Entities, and ancestors of all entities together: a chain of n entities has n²/2 of them.
  static let entityLimit = 50_000
  static let ancestorLimit = 2_000_000

  private let entities: [EntityUID: Entity]

  init(_ entities: [Entity]) throws(EntityDataError) {
    guard entities.count <= Self.entityLimit else {
      throw EntityDataError(.limit, "there are more than \(Self.entityLimit) entities")
    }
    var byUID: [EntityUID: Entity] = [:]
    for entity in entities {
      if let other = byUID.updateValue(entity, forKey: entity.uid), other != entity {
        throw EntityDataError(.duplicate, "\(entity.uid) is described twice, differently")
      }
    }
    self.entities = byUID
  }

  func nodes() throws(EntityDataError) -> [EntityUID: Entities.Node] {
    var waiting: [EntityUID: Int] = [:]
    var children: [EntityUID: [EntityUID]] = [:]
    for entity in entities.values {
      let known = entity.parents.filter { entities[$0] != nil }
      waiting[entity.uid] = known.count
      for parent in known { children[parent, default: []].append(entity.uid) }
    }
    var nodes: [EntityUID: Entities.Node] = [:]
    var ready = waiting.filter { $0.value == 0 }.map(\.key)
    var total = 0
    while let uid = ready.popLast(), let entity = entities[uid] {
      let ancestors = ancestors(of: entity, nodes)
      total += ancestors.count
      guard total <= Self.ancestorLimit else { throw EntityDataError(.limit, "the hierarchy of entities is too large") }
      nodes[uid] = Entities.Node(entity: entity, ancestors: ancestors)
      for child in children[uid] ?? [] {
        waiting[child, default: 0] -= 1
        if waiting[child] == 0 { ready.append(child) }
      }
    }
    guard nodes.count == entities.count else { throw cycle(besides: nodes) }
    return nodes
  }

  /// Copying the largest set is much cheaper than putting its members together anew.
  private func ancestors(of entity: Entity, _ nodes: [EntityUID: Entities.Node]) -> Set<EntityUID> {
    let known = entity.parents.compactMap { nodes[$0]?.ancestors }
    guard let largest = known.indices.max(by: { known[$0].count < known[$1].count }) else { return entity.parents }
    var ancestors = known[largest]
    ancestors.formUnion(entity.parents)
    for other in known.indices where other != largest { ancestors.formUnion(known[other]) }
    return ancestors
  }

  /// From any entity without ancestors computed, unresolved parents lead into a cycle.
  private func cycle(besides resolved: [EntityUID: Entities.Node]) -> EntityDataError {
    let open = entities.values.filter { resolved[$0.uid] == nil }
    var seen: Set<EntityUID> = []
    var place = open.map(\.uid).min { "\($0)" < "\($1)" }
    while let uid = place, seen.insert(uid).inserted {
      place = entities[uid]?.parents.first { entities[$0] != nil && resolved[$0] == nil }
    }
    return EntityDataError(.cycle, "\(place.map { "\($0)" } ?? "an entity") is among its own ancestors")
  }
}
