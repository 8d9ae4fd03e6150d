/// A type as a schema writes it.
package indirect enum TypeExpression: Sendable, Hashable {
  /// A common type, else an entity type. The built-in types are common types of `__cedar`.
  case named(SchemaName)
  /// A common type and nothing else: a context, or `{"type": "Name"}` in JSON.
  case commonType(SchemaName)
  /// An entity type and nothing else: `{"type": "Entity"}` in JSON.
  case entityType(SchemaName)
  case set(TypeExpression)
  case record([AttributeDefinition])
}

/// An attribute of a record type.
package struct AttributeDefinition: Sendable, Hashable {
  package let name: CedarString
  package let type: TypeExpression
  package let isRequired: Bool
  package let annotations: [Annotation]

  package init(_ name: CedarString, _ type: TypeExpression, isRequired: Bool = true, annotations: [Annotation] = []) {
    self.name = name
    self.type = type
    self.isRequired = isRequired
    self.annotations = annotations
  }
}
