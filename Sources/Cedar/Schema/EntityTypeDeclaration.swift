/// What a schema says of the entities of one type.
package struct EntityTypeDeclaration: Sendable, Hashable {
  package let type: EntityType
  /// The types that its entities may be members of, directly or through others; the type itself where the hierarchy
  /// of types leads back to it.
  package let ancestors: Set<EntityType>
  package let attributes: RecordType
  /// The type of its tags; `nil` when its entities have none.
  package let tags: SchemaType?
  /// The only identifiers there are, for an enumerated type.
  package let enumeration: Set<CedarString>?

  package init(
    _ type: EntityType, ancestors: Set<EntityType> = [], attributes: RecordType = RecordType(),
    tags: SchemaType? = nil, enumeration: Set<CedarString>? = nil
  ) {
    self.type = type
    self.ancestors = ancestors
    self.attributes = attributes
    self.tags = tags
    self.enumeration = enumeration
  }
}
