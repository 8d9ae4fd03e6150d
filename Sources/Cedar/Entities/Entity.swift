/// An entity: its attributes, its direct parents and its tags.
package struct Entity: Sendable, Hashable {
  package let uid: EntityUID
  package var attributes: Value.Record
  package var parents: Set<EntityUID>
  package var tags: Value.Record

  package init(
    _ uid: EntityUID, attributes: Value.Record = [:], parents: Set<EntityUID> = [], tags: Value.Record = [:]
  ) {
    self.uid = uid
    self.attributes = attributes
    self.parents = parents
    self.tags = tags
  }
}
