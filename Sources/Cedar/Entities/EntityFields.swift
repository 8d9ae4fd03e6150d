import JSON

/// The known fields of an entity, each once; others are ignored.
struct EntityFields {
  let uid: JSONNode
  let attributes: JSONNode
  let parents: JSONNode
  let tags: JSONNode?

  init(_ node: JSONNode) throws(NodeError) {
    guard let members = node.members else {
      throw NodeError(.shape, "an entity is an object, not \(node.kindName)", at: node.offset)
    }
    var uid: JSONNode?
    var attributes: JSONNode?
    var parents: JSONNode?
    var tags: JSONNode?
    for member in members {
      switch member.key {
      case "uid": try Self.put(member, in: &uid)
      case "attrs": try Self.put(member, in: &attributes)
      case "parents": try Self.put(member, in: &parents)
      case "tags": try Self.put(member, in: &tags)
      default: continue
      }
    }
    self.uid = try Self.required(uid, "uid", node)
    self.attributes = try Self.required(attributes, "attrs", node)
    self.parents = try Self.required(parents, "parents", node)
    self.tags = tags
  }

  private static func put(_ member: JSONNodeMember, in field: inout JSONNode?) throws(NodeError) {
    guard field == nil else { throw NodeError(.duplicate, "\"\(member.key)\" stands twice", at: member.offset) }
    field = member.value
  }

  private static func required(_ field: JSONNode?, _ name: String, _ node: JSONNode) throws(NodeError) -> JSONNode {
    guard let field else { throw NodeError(.shape, "`\(name)` is missing", at: node.offset) }
    return field
  }
}
