import JSON

extension SchemaJSONReader {
  static let typeFields = ["type", "element", "attributes", "additionalAttributes", "name"]

  func type(_ node: JSONNode) throws(NodeError) -> TypeExpression {
    try type(try SchemaFields(node, "a type", Self.typeFields), node)
  }

  /// The type that `fields` say, beside what else they say.
  func type(_ fields: SchemaFields, _ node: JSONNode) throws(NodeError) -> TypeExpression {
    let kindNode = try fields.required("type")
    let kind = try kindNode.schemaString("`type`")
    let origin = SchemaOrigin(kindNode.offset)
    switch kind {
    case "Long", "String", "Boolean":
      try refuse(fields, kind, besides: [])
      return .named(.builtin(kind == "Boolean" ? "Bool" : kind, origin))
    case "Set":
      try refuse(fields, kind, besides: ["element"])
      return .set(try type(try fields.required("element")))
    case "Record":
      try refuse(fields, kind, besides: ["attributes", "additionalAttributes"])
      return try record(fields)
    case "Entity":
      try refuse(fields, kind, besides: ["name"])
      return .entityType(try fields.required("name").schemaName("`name`"))
    case "EntityOrCommon":
      try refuse(fields, kind, besides: ["name"])
      return .named(try fields.required("name").schemaName("`name`"))
    case "Extension":
      try refuse(fields, kind, besides: ["name"])
      return .named(try extensionType(try fields.required("name")))
    default:
      try refuse(fields, "a common type", besides: [])
      return .commonType(try kindNode.schemaName("`type`"))
    }
  }

  private func refuse(_ fields: SchemaFields, _ kind: String, besides known: [String]) throws(NodeError) {
    for key in Self.typeFields.dropFirst() where !known.contains(key) {
      if let node = fields[key] { throw NodeError(.shape, "\(kind) has no `\(key)`", at: node.offset) }
    }
  }

  private func record(_ fields: SchemaFields) throws(NodeError) -> TypeExpression {
    let members = try fields.required("attributes").schemaMembers("`attributes`")
    if let open = fields["additionalAttributes"], try open.schemaBool("`additionalAttributes`") {
      throw NodeError(.shape, "records with additional attributes are not supported", at: open.offset)
    }
    var attributes: [AttributeDefinition] = []
    for member in members { attributes.append(try attribute(member)) }
    return .record(attributes)
  }

  private func attribute(_ member: JSONNodeMember) throws(NodeError) -> AttributeDefinition {
    let fields = try SchemaFields(member.value, "an attribute", Self.typeFields + ["required", "annotations"])
    return AttributeDefinition(
      CedarString(member.key), try type(fields, member.value),
      isRequired: try fields["required"]?.schemaBool("`required`") ?? true,
      annotations: try fields["annotations"]?.schemaAnnotations() ?? [])
  }

  private func extensionType(_ node: JSONNode) throws(NodeError) -> SchemaName {
    let name = try node.schemaString("`name`")
    let known = BuiltinType.extensions.map(\.rawValue)
    guard known.contains(name) else {
      let hint = Suggestion.hint(for: name, among: known)
      throw NodeError(.value, "there is no extension type \(CedarString(name).quoted)\(hint)", at: node.offset)
    }
    return .builtin(name, SchemaOrigin(node.offset))
  }
}
