import JSON

/// Reads a schema's JSON form.
struct SchemaJSONReader {
  func namespaces(_ node: JSONNode) throws(NodeError) -> [SchemaNamespace] {
    var namespaces: [SchemaNamespace] = []
    for member in try node.schemaMembers("a schema") { namespaces.append(try namespace(member)) }
    return namespaces
  }

  private func namespace(_ member: JSONNodeMember) throws(NodeError) -> SchemaNamespace {
    let name = member.key.isEmpty ? nil : try declared(member, "a namespace", SchemaName.init(normalised:_:))
    let fields = try SchemaFields(
      member.value, "a namespace", ["commonTypes", "entityTypes", "actions", "annotations"])
    let annotations = try fields["annotations"]?.schemaAnnotations() ?? []
    guard name != nil || annotations.isEmpty else {
      throw NodeError(.shape, "the empty namespace has no annotations", at: member.offset)
    }
    var namespace = SchemaNamespace(name, annotations: annotations)
    for member in try fields["commonTypes"]?.schemaMembers("`commonTypes`") ?? [] {
      namespace.commonTypes.append(try commonType(member))
    }
    for member in try fields.required("entityTypes").schemaMembers("`entityTypes`") {
      namespace.entityTypes.append(try entityType(member))
    }
    for member in try fields.required("actions").schemaMembers("`actions`") {
      namespace.actions.append(try action(member))
    }
    return namespace
  }

  private func commonType(_ member: JSONNodeMember) throws(NodeError) -> CommonTypeDefinition {
    let name = try declared(member, "a common type", Self.identifier)
    guard !CommonTypeDefinition.reservedNames.contains(name.text) else {
      throw NodeError(.value, "`\(name)` is the name of a built-in type", at: member.offset)
    }
    let fields = try SchemaFields(member.value, "a common type", Self.typeFields + ["annotations"])
    return CommonTypeDefinition(
      name, try type(fields, member.value), annotations: try fields["annotations"]?.schemaAnnotations() ?? [])
  }

  private func entityType(_ member: JSONNodeMember) throws(NodeError) -> EntityTypeDefinition {
    let name = try declared(member, "an entity type", Self.identifier)
    let fields = try SchemaFields(
      member.value, "an entity type", ["memberOfTypes", "shape", "tags", "enum", "annotations"])
    return EntityTypeDefinition(
      name, try kind(fields), annotations: try fields["annotations"]?.schemaAnnotations() ?? [])
  }

  private func kind(_ fields: SchemaFields) throws(NodeError) -> EntityTypeDefinition.Kind {
    guard let enumeration = fields["enum"] else {
      return .standard(
        parents: try fields["memberOfTypes"]?.schemaNames("`memberOfTypes`") ?? [],
        shape: try fields["shape"].map { node throws(NodeError) in try type(node) } ?? .record([]),
        tags: try fields["tags"].map { node throws(NodeError) in try type(node) })
    }
    for other in ["memberOfTypes", "shape", "tags"] {
      if let node = fields[other] {
        throw NodeError(.shape, "an enumerated entity type has no `\(other)`", at: node.offset)
      }
    }
    var identifiers: [CedarString] = []
    for element in try enumeration.schemaElements("`enum`") {
      identifiers.append(CedarString(try element.schemaString("an identifier")))
    }
    guard !identifiers.isEmpty else { throw NodeError(.shape, "`enum` names no identifier", at: enumeration.offset) }
    return .enumerated(identifiers)
  }

  static func identifier(_ text: String, _ origin: SchemaOrigin) -> SchemaName? {
    Identifiers.isSchemaName(text) ? SchemaName(text, origin) : nil
  }

  /// A key that declares a name.
  private func declared(
    _ member: JSONNodeMember, _ what: String, _ read: (String, SchemaOrigin) -> SchemaName?
  ) throws(NodeError) -> SchemaName {
    guard let name = read(member.key, SchemaOrigin(member.offset)) else {
      throw NodeError(.value, "\(CedarString(member.key).quoted) cannot name \(what)", at: member.offset)
    }
    guard !name.isBuiltin else {
      throw NodeError(.value, "`\(SchemaName.builtin)` is reserved for the built-in types", at: member.offset)
    }
    return name
  }
}
