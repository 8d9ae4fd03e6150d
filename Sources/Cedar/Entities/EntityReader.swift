import JSON

/// Reads Cedar's entity format strictly: known fields once, keys once, the fields `uid`, `attrs` and `parents` there.
/// With a schema, values are read by their types, and what is read conforms to it.
struct EntityReader {
  private let schema: Schema?
  private let typed: TypedValueReader?
  private let untyped = ValueReader()
  private var names = EntityNameReader()

  init(_ schema: Schema?) {
    self.schema = schema
    typed = schema.map(TypedValueReader.init)
  }

  mutating func entity(_ node: JSONNode) throws(NodeError) -> Entity {
    let fields = try EntityFields(node)
    let uid = try names.uid(fields.uid)
    try refuse(fields.attributes.duplicate)
    if let tags = fields.tags { try refuse(tags.duplicate) }
    guard let schema, let typed, !uid.type.isAction else {
      return Entity(
        uid, attributes: try record(fields.attributes), parents: try parents(fields.parents, of: uid, nil),
        tags: try fields.tags.map { tags throws(NodeError) in try record(tags) } ?? [:])
    }
    let declaration = try located(fields.uid.offset) { () throws(EntityDataError) in
      try schema.check(uid)
      return try schema.declaration(uid.type)
    }
    return Entity(
      uid, attributes: try typed.record(fields.attributes, declaration.attributes),
      parents: try parents(fields.parents, of: uid, declaration),
      tags: try fields.tags.map { tags throws(NodeError) in try self.tags(tags, declaration, typed) } ?? [:])
  }

  private func refuse(_ duplicate: JSONNodeMember?) throws(NodeError) {
    guard let duplicate else { return }
    throw NodeError(.duplicate, "\(CedarString(duplicate.key).quoted) stands twice", at: duplicate.offset)
  }

  /// An object of attributes or tags. At its top `__entity` and `__extn` are names like others.
  private func record(_ node: JSONNode) throws(NodeError) -> Value.Record {
    let members = try members(node)
    var record = Value.Record(minimumCapacity: members.count)
    for member in members { record[CedarString(member.key)] = try untyped.value(member.value) }
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

  private mutating func parents(
    _ node: JSONNode, of uid: EntityUID, _ declaration: EntityTypeDeclaration?
  ) throws(NodeError) -> Set<EntityUID> {
    guard let nodes = node.arrayValue else {
      throw NodeError(.shape, "parents are an array, not \(node.kindName)", at: node.offset)
    }
    guard !nodes.isEmpty else { return [] }
    var parents = Set<EntityUID>(minimumCapacity: nodes.count)
    for node in nodes {
      let parent = try names.uid(node)
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
