import JSON

extension EntityUID {
  /// Reads `{"type","id"}` or `{"__entity":{"type","id"}}`, with whatever stands beside them. Of members with the same
  /// key the last one counts, except that `type` and `id` stand once.
  package init(_ node: JSONNode) throws(NodeError) {
    if node["__expr"]?.stringValue != nil { throw NodeError(.value, "`__expr` is not read", at: node.offset) }
    guard let named = node["__entity"].flatMap(Self.parts) ?? Self.parts(node) else {
      throw NodeError(.shape, "an entity is named by `type` and `id`, both strings", at: node.offset)
    }
    self.init(try ValueForm.type(named.type, at: node.offset), CedarString(named.id))
  }

  private static func parts(_ node: JSONNode) -> (type: String, id: String)? {
    guard let type = node["type"]?.stringValue, let id = node["id"]?.stringValue else { return nil }
    return (type, id)
  }
}
