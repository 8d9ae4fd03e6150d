/// The declarations of one namespace, in the order they are written.
package struct SchemaNamespace: Sendable, Hashable {
  /// `nil` for the empty namespace.
  package let name: SchemaName?
  package let annotations: [Annotation]
  package var commonTypes: [CommonTypeDefinition] = []
  package var entityTypes: [EntityTypeDefinition] = []
  package var actions: [ActionDefinition] = []

  package init(_ name: SchemaName?, annotations: [Annotation] = []) {
    self.name = name
    self.annotations = annotations
  }

  package var isEmpty: Bool { commonTypes.isEmpty && entityTypes.isEmpty && actions.isEmpty }

  /// The type of its actions.
  package var actionType: SchemaName { SchemaName("Action").qualified(with: name) }
}
