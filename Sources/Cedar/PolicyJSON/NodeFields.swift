import JSON

/// The members of an object that has to be one, by name.
struct NodeFields {
  private let what: StaticString
  private let node: JSONNode
  private let members: [JSONNodeMember]

  /// - Parameters:
  ///   - what: the thing's name in messages.
  ///   - known: the only names that it may have; `nil` lets others stand, unread.
  init(_ node: JSONNode, of what: StaticString, known: [StaticString]? = nil) throws(NodeError) {
    guard let members = node.members else {
      throw NodeError(.shape, "\(what) is an object, not \(node.kindName)", at: node.offset)
    }
    self.what = what
    self.node = node
    self.members = members
    guard let known else { return }
    for member in members where !known.contains(where: { Self.spells(member.key, $0) }) {
      throw NodeError(.shape, "\(what) has no field \(CedarString(member.key).quoted)", at: member.offset)
    }
  }

  subscript(name: StaticString) -> JSONNode? { members.first { Self.spells($0.key, name) }?.value }

  func required(_ name: StaticString) throws(NodeError) -> JSONNode {
    guard let value = self[name] else {
      throw NodeError(.shape, "\(what) needs the field `\(name)`", at: node.offset)
    }
    return value
  }

  func string(_ name: StaticString) throws(NodeError) -> CedarString {
    let value = try required(name)
    guard let string = value.stringValue else {
      throw NodeError(.shape, "`\(name)` of \(what) is a string, not \(value.kindName)", at: value.offset)
    }
    return CedarString(string)
  }

  func array(_ name: StaticString) throws(NodeError) -> [JSONNode] {
    let value = try required(name)
    guard let array = value.arrayValue else {
      throw NodeError(.shape, "`\(name)` of \(what) is an array, not \(value.kindName)", at: value.offset)
    }
    return array
  }

  func members(_ name: StaticString) throws(NodeError) -> [JSONNodeMember] {
    let value = try required(name)
    guard let members = value.members else {
      throw NodeError(.shape, "`\(name)` of \(what) is an object, not \(value.kindName)", at: value.offset)
    }
    return members
  }

  private static func spells(_ key: String, _ name: StaticString) -> Bool {
    name.withUTF8Buffer { key.utf8.elementsEqual($0) }
  }
}
