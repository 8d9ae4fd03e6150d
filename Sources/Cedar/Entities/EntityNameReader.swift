import JSON

/// Reads the names of entities: `{"type","id"}` or `{"__entity":{"type","id"}}`. What else stands there is ignored.
struct EntityNameReader {
  /// The types that were read: there are few of them for many entities.
  private var types: [CedarString: EntityType] = [:]

  /// - Throws: also where `type`, `id` or `__entity` stands twice.
  mutating func uid(_ node: JSONNode) throws(NodeError) -> EntityUID {
    let outer = try parts(node)
    guard
      let (type, id) = try outer.entity.flatMap({ entity throws(NodeError) in try parts(entity).named }) ?? outer.named
    else { throw NodeError(.shape, "an entity is named by `type` and `id`, both strings", at: node.offset) }
    return EntityUID(try self.type(type, node), CedarString(id))
  }

  private struct Parts {
    var type: String?
    var id: String?
    var entity: JSONNode?

    var named: (type: String, id: String)? {
      guard let type, let id else { return nil }
      return (type, id)
    }
  }

  private func parts(_ node: JSONNode) throws(NodeError) -> Parts {
    guard node.arrayValue == nil else { throw EntityUID.arrayForm(node) }
    var parts = Parts()
    var seen = (type: false, id: false, entity: false)
    for member in node.members ?? [] {
      switch member.key {
      case "type":
        try once(&seen.type, member)
        parts.type = member.value.stringValue
      case "id":
        try once(&seen.id, member)
        parts.id = member.value.stringValue
      case "__entity":
        try once(&seen.entity, member)
        parts.entity = member.value
      case "__expr" where member.value.stringValue != nil:
        throw NodeError(.value, "`__expr` is not read", at: node.offset)
      default: continue
      }
    }
    return parts
  }

  private func once(_ seen: inout Bool, _ member: JSONNodeMember) throws(NodeError) {
    guard !seen else { throw NodeError(.duplicate, "\"\(member.key)\" stands twice", at: member.offset) }
    seen = true
  }

  private mutating func type(_ name: String, _ node: JSONNode) throws(NodeError) -> EntityType {
    if let type = types[CedarString(name)] { return type }
    let type = try ValueForm.type(name, at: node.offset)
    types[CedarString(name)] = type
    return type
  }
}
