/// Turns the declarations of a document into those of a schema.
struct SchemaResolver {
  let document: SchemaDocument
  private let names: SchemaNames
  private let commonTypes: CommonTypes

  init(_ document: SchemaDocument) throws(Diagnostic) {
    self.document = document
    names = try SchemaNames(document)
    commonTypes = try CommonTypes(document, names)
  }

  func entityTypes() throws(Diagnostic) -> [EntityTypeDeclaration] {
    var parents: [EntityType: Set<EntityType>] = [:]
    for namespace in document.namespaces {
      for definition in namespace.entityTypes {
        guard case .standard(let names, _, _) = definition.kind else { continue }
        parents[type(definition, namespace)] = try types(names, in: namespace.name)
      }
    }
    guard let ancestors = TransitiveClosure(parents).computed() else {
      throw document.diagnostic(.limit, "the hierarchy of entity types is too large", at: SchemaOrigin())
    }
    var declarations: [EntityTypeDeclaration] = []
    for namespace in document.namespaces {
      for definition in namespace.entityTypes {
        declarations.append(try entityType(definition, namespace, ancestors))
      }
    }
    return declarations
  }

  private func entityType(
    _ definition: EntityTypeDefinition, _ namespace: SchemaNamespace, _ ancestors: [EntityType: Set<EntityType>]
  ) throws(Diagnostic) -> EntityTypeDeclaration {
    let type = type(definition, namespace)
    let origin = definition.name.origin
    switch definition.kind {
    case .enumerated(let identifiers): return EntityTypeDeclaration(type, enumeration: Set(identifiers))
    case .standard(_, let shape, let tags):
      let attributes = try record(shape, in: namespace.name, at: origin) {
        "the attributes of `\(type)` are not a record"
      }
      var tagType: SchemaType?
      if let tags { tagType = try commonTypes.type(tags, in: namespace.name, at: origin) }
      return EntityTypeDeclaration(type, ancestors: ancestors[type] ?? [], attributes: attributes, tags: tagType)
    }
  }

  private func type(_ definition: EntityTypeDefinition, _ namespace: SchemaNamespace) -> EntityType {
    EntityType(checked: [definition.name.qualified(with: namespace.name).text])
  }

  func types(_ names: [SchemaName], in namespace: SchemaName?) throws(Diagnostic) -> Set<EntityType> {
    var types: Set<EntityType> = []
    for name in names { types.insert(try self.names.entityType(name, in: namespace)) }
    return types
  }

  func record(
    _ expression: TypeExpression, in namespace: SchemaName?, at origin: SchemaOrigin, _ message: () -> String
  ) throws(Diagnostic) -> RecordType {
    guard case .record(let record) = try commonTypes.type(expression, in: namespace, at: origin) else {
      throw document.diagnostic(.meaning, message(), at: origin)
    }
    return record
  }
}
