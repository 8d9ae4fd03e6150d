import JSON

/// Reads Cedar's entity format strictly: known fields once, keys once, the fields `uid`, `attrs` and `parents` there.
/// With a schema, values are read by their types, and what is read conforms to it.
struct EntityReader {
  private let schema: Schema?
  private let typed: TypedValueReader?

  init(_ schema: Schema?) {
    self.schema = schema
    typed = schema.map(TypedValueReader.init)
  }

  func entity(_ node: JSONNode) throws(NodeError) -> Entity {
    guard let members = node.members else {
      throw NodeError(.shape, "an entity is an object, not \(node.kindName)", at: node.offset)
    }
    let known = members.filter { ["uid", "attrs", "parents", "tags"].contains($0.key) }
    try refuse(known.duplicate)
    let uidNode = try required("uid", node)
    let attributes = try required("attrs", node)
    let parents = try required("parents", node)
    let uid = try name(uidNode)
    try refuse(attributes.duplicate)
    if let tags = node["tags"] { try refuse(tags.duplicate) }
    guard let schema, let typed, !uid.type.isAction else {
      return Entity(
        uid, attributes: try untyped(attributes), parents: try self.parents(parents, of: uid, nil),
        tags: try node["tags"].map { tags throws(NodeError) in try untyped(tags) } ?? [:])
    }
    try located(uidNode.offset) { () throws(EntityDataError) in try schema.check(uid) }
    let declaration = try located(uidNode.offset) { () throws(EntityDataError) in try schema.declaration(uid.type) }
    return Entity(
      uid, attributes: try typed.record(attributes, declaration.attributes),
      parents: try self.parents(parents, of: uid, declaration),
      tags: try node["tags"].map { tags throws(NodeError) in try self.tags(tags, declaration, typed) } ?? [:])
  }

  private func required(_ key: String, _ node: JSONNode) throws(NodeError) -> JSONNode {
    guard let value = node[key] else { throw NodeError(.shape, "`\(key)` is missing", at: node.offset) }
    return value
  }

  private func refuse(_ duplicate: JSONNodeMember?) throws(NodeError) {
    guard let duplicate else { return }
    throw NodeError(.duplicate, "\(CedarString(duplicate.key).quoted) stands twice", at: duplicate.offset)
  }

  /// What names an entity; what else stands there is ignored, and may stand twice.
  private func name(_ node: JSONNode) throws(NodeError) -> EntityUID {
    for part in [node, node["__entity"]] {
      let known = part?.members?.filter { ["type", "id", "__entity"].contains($0.key) }
      try refuse(known?.duplicate)
    }
    return try EntityUID(node)
  }

  /// An object of attributes or tags. At its top `__entity` and `__extn` are names like others.
  private func untyped(_ node: JSONNode) throws(NodeError) -> Value.Record {
    let reader = ValueReader()
    var record: Value.Record = [:]
    for member in try members(node) { record[CedarString(member.key)] = try reader.value(member.value) }
    return record
  }

  private func tags(
    _ node: JSONNode, _ declaration: EntityTypeDeclaration, _ typed: TypedValueReader
  ) throws(NodeError) -> Value.Record {
    var record: Value.Record = [:]
    for member in try members(node) {
      let name = CedarString(member.key)
      let type = try located(member.offset) { () throws(EntityDataError) in try declaration.tagType(name) }
      record[name] = try typed.value(member.value, type)
    }
    return record
  }

  private func members(_ node: JSONNode) throws(NodeError) -> [JSONNodeMember] {
    guard let members = node.members else {
      throw NodeError(.shape, "expected an object of attributes, found \(node.kindName)", at: node.offset)
    }
    return members
  }

  private func parents(
    _ node: JSONNode, of uid: EntityUID, _ declaration: EntityTypeDeclaration?
  ) throws(NodeError) -> Set<EntityUID> {
    guard let nodes = node.arrayValue else {
      throw NodeError(.shape, "parents are an array, not \(node.kindName)", at: node.offset)
    }
    var parents = Set<EntityUID>(minimumCapacity: nodes.count)
    for node in nodes {
      let parent = try name(node)
      guard !uid.type.isAction || parent.type.isAction else {
        throw NodeError(.shape, "the parents of an action are actions", at: node.offset)
      }
      if let schema, let declaration {
        try located(node.offset) { () throws(EntityDataError) in try schema.check(parent, asParentOf: declaration) }
      }
      parents.insert(parent)
    }
    return parents
  }
}
