import JSON

extension SchemaJSONReader {
  func action(_ member: JSONNodeMember) throws(NodeError) -> ActionDefinition {
    let fields = try SchemaFields(
      member.value, "an action", ["attributes", "appliesTo", "memberOf", "annotations"])
    if let attributes = fields.optional("attributes") {
      throw NodeError(.shape, "actions have no attributes", at: attributes.offset)
    }
    var parents: [ActionDefinition.Reference] = []
    for element in try fields.optional("memberOf")?.schemaElements("`memberOf`") ?? [] {
      parents.append(try reference(element))
    }
    return ActionDefinition(
      CedarString(member.key), SchemaOrigin(member.offset), parents: parents,
      application: try fields.optional("appliesTo").map { node throws(NodeError) in try application(node) },
      annotations: try fields["annotations"]?.schemaAnnotations() ?? [])
  }

  private func reference(_ node: JSONNode) throws(NodeError) -> ActionDefinition.Reference {
    let fields = try SchemaFields(node, "an action's name", ["id", "type"])
    return ActionDefinition.Reference(
      try fields.optional("type")?.schemaName("`type`"),
      CedarString(try fields.required("id").schemaString("`id`")), SchemaOrigin(node.offset))
  }

  private func application(_ node: JSONNode) throws(NodeError) -> ActionDefinition.Application {
    let fields = try SchemaFields(node, "`appliesTo`", ["principalTypes", "resourceTypes", "context"])
    return ActionDefinition.Application(
      principals: try fields.required("principalTypes").schemaNames("`principalTypes`"),
      resources: try fields.required("resourceTypes").schemaNames("`resourceTypes`"),
      context: try fields["context"].map { context throws(NodeError) in try type(context) })
  }
}
