/// What a schema says of one action.
package struct ActionDeclaration: Sendable, Hashable {
  package let uid: EntityUID
  /// The action groups that it names.
  package let parents: Set<EntityUID>
  /// The groups that it is in, directly or through others.
  package let ancestors: Set<EntityUID>
  /// The types of the principals it applies to; empty when it applies to nothing.
  package let principals: Set<EntityType>
  package let resources: Set<EntityType>
  package let context: RecordType

  package init(
    _ uid: EntityUID, parents: Set<EntityUID> = [], ancestors: Set<EntityUID> = [], principals: Set<EntityType> = [],
    resources: Set<EntityType> = [], context: RecordType = RecordType()
  ) {
    self.uid = uid
    self.parents = parents
    self.ancestors = ancestors
    self.principals = principals
    self.resources = resources
    self.context = context
  }
}
