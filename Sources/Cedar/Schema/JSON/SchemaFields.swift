import JSON

/// The members of a JSON object of which all keys are known: others, and those that stand twice, are refused.
struct SchemaFields {
  private let members: [JSONNodeMember]
  private let node: JSONNode
  private let what: String

  /// - Parameter what: what the object is, for messages: `an entity type`.
  init(_ node: JSONNode, _ what: String, _ known: [String]) throws(NodeError) {
    members = try node.schemaMembers(what)
    self.node = node
    self.what = what
    for member in members where !known.contains(where: { $0.utf8.elementsEqual(member.key.utf8) }) {
      let hint = Suggestion.hint(for: member.key, among: known)
      throw NodeError(.shape, "\(what) has no field \(CedarString(member.key).quoted)\(hint)", at: member.offset)
    }
  }

  subscript(key: String) -> JSONNode? {
    members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  func required(_ key: String) throws(NodeError) -> JSONNode {
    guard let value = self[key] else { throw NodeError(.shape, "\(what) needs `\(key)`", at: node.offset) }
    return value
  }

  /// The field unless it is absent or `null`.
  func optional(_ key: String) -> JSONNode? {
    guard let value = self[key] else { return nil }
    if case .null = value.kind { return nil }
    return value
  }
}

extension JSONNode {
  /// The members of an object without duplicates.
  func schemaMembers(_ what: String) throws(NodeError) -> [JSONNodeMember] {
    guard let members else { throw NodeError(.shape, "\(what) is an object, not \(kindName)", at: offset) }
    if let duplicate = members.duplicate {
      throw NodeError(.duplicate, "\(CedarString(duplicate.key).quoted) stands twice", at: duplicate.offset)
    }
    return members
  }

  func schemaElements(_ what: String) throws(NodeError) -> [JSONNode] {
    guard let elements = arrayValue else {
      throw NodeError(.shape, "\(what) is an array, not \(kindName)", at: offset)
    }
    return elements
  }

  func schemaString(_ what: String) throws(NodeError) -> String {
    guard let string = stringValue else { throw NodeError(.shape, "\(what) is a string, not \(kindName)", at: offset) }
    return string
  }

  func schemaBool(_ what: String) throws(NodeError) -> Bool {
    guard let bool = boolValue else { throw NodeError(.shape, "\(what) is a boolean, not \(kindName)", at: offset) }
    return bool
  }

  /// A name, possibly qualified.
  func schemaName(_ what: String) throws(NodeError) -> SchemaName {
    let text = try schemaString(what)
    guard let name = SchemaName(normalised: text, SchemaOrigin(offset)) else {
      throw NodeError(.value, "\(CedarString(text).quoted) is not a name", at: offset)
    }
    return name
  }

  func schemaNames(_ what: String) throws(NodeError) -> [SchemaName] {
    var names: [SchemaName] = []
    for element in try schemaElements(what) { names.append(try element.schemaName("an entity type")) }
    return names
  }

  /// `{"key": "value" or null}`
  func schemaAnnotations() throws(NodeError) -> [Annotation] {
    var annotations: [Annotation] = []
    for member in try schemaMembers("`annotations`") {
      guard Identifiers.isIdentifier(member.key) else {
        throw NodeError(.value, "\(CedarString(member.key).quoted) is not an identifier", at: member.offset)
      }
      if case .null = member.value.kind {
        annotations.append(Annotation(key: member.key, value: nil))
      } else {
        let value = CedarString(try member.value.schemaString("an annotation's value"))
        annotations.append(Annotation(key: member.key, value: value))
      }
    }
    return annotations
  }
}
