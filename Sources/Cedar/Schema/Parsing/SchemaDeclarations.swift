/// Collects a namespace's declarations and sees those that stand twice.
struct SchemaDeclarations {
  private(set) var namespace: SchemaNamespace
  private var commonTypes: Set<String> = []
  private var entityTypes: Set<String> = []
  private var actions: Set<CedarString> = []

  init(_ name: SchemaName?, annotations: [Annotation] = []) {
    namespace = SchemaNamespace(name, annotations: annotations)
  }

  /// - Returns: whether it is the first of its name.
  mutating func add(_ definition: CommonTypeDefinition) -> Bool {
    namespace.commonTypes.append(definition)
    return commonTypes.insert(definition.name.text).inserted
  }

  mutating func add(_ definition: EntityTypeDefinition) -> Bool {
    namespace.entityTypes.append(definition)
    return entityTypes.insert(definition.name.text).inserted
  }

  mutating func add(_ definition: ActionDefinition) -> Bool {
    namespace.actions.append(definition)
    return actions.insert(definition.id).inserted
  }
}
