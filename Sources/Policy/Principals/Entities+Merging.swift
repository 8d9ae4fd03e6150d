import Cedar

extension Entities {
  /// Adds what a request says about entities to what is configured about them: parents are joined, and a request's
  /// attribute replaces the configured one of its name.
  func merging(_ dynamic: [Entity]) throws(EntityDataError) -> Entities {
    try adding(dynamic.map(merged))
  }

  /// What a request says about an entity, with what is configured about it besides.
  func merged(_ entity: Entity) -> Entity {
    guard let configured = self[entity.uid] else { return entity }
    return Entity(
      entity.uid, attributes: configured.attributes.merging(entity.attributes) { _, new in new },
      parents: configured.parents.union(entity.parents), tags: configured.tags.merging(entity.tags) { _, new in new })
  }
}
