/// The declaration of a name for a type.
package struct CommonTypeDefinition: Sendable, Hashable {
  package let name: SchemaName
  package let type: TypeExpression
  package let annotations: [Annotation]

  package init(_ name: SchemaName, _ type: TypeExpression, annotations: [Annotation] = []) {
    self.name = name
    self.type = type
    self.annotations = annotations
  }

  /// Names that JSON uses for kinds of types.
  static let reservedNames: Set<String> = [
    "Bool", "Boolean", "Entity", "Extension", "Long", "Record", "Set", "String",
  ]
}
