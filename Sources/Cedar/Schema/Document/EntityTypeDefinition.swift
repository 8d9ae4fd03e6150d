/// The declaration of an entity type.
package struct EntityTypeDefinition: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// `parents`: the types that its entities may be members of. `shape` is a record, or in JSON the name of one.
    case standard(parents: [SchemaName], shape: TypeExpression, tags: TypeExpression?)
    /// The only identifiers there are.
    case enumerated([CedarString])
  }

  package let name: SchemaName
  package let kind: Kind
  package let annotations: [Annotation]

  package init(_ name: SchemaName, _ kind: Kind, annotations: [Annotation] = []) {
    self.name = name
    self.kind = kind
    self.annotations = annotations
  }
}
