import JSON

extension EntityUID {
  /// Reads `{"type","id"}` or `{"__entity":{"type","id"}}`, with whatever stands beside them. Of members with the same
  /// key the last one counts, except that `type` and `id` stand once.
  package init(_ node: JSONNode) throws(NodeError) {
    if node["__expr"]?.stringValue != nil { throw NodeError(.value, "`__expr` is not read", at: node.offset) }
    if node.arrayValue != nil || node["__entity"]?.arrayValue != nil { throw Self.arrayForm(node) }
    guard let named = node["__entity"].flatMap(Self.parts) ?? Self.parts(node) else {
      throw NodeError(.shape, "an entity is named by `type` and `id`, both strings", at: node.offset)
    }
    self.init(try ValueForm.type(named.type, at: node.offset), CedarString(named.id))
  }

  /// Fields by their order, in an array, are no name.
  static func arrayForm(_ node: JSONNode) -> NodeError {
    NodeError(.shape, "an entity's name is an object, not array", at: node.offset)
  }

  private static func parts(_ node: JSONNode) -> (type: String, id: String)? {
    guard let type = node["type"]?.stringValue, let id = node["id"]?.stringValue else { return nil }
    return (type, id)
  }
}
