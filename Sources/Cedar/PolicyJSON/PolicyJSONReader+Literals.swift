import JSON

extension PolicyJSONReader {
  /// What stands in `Value`. Sets, records and extension values become the expressions that build them: nothing is
  /// evaluated here, so that a malformed extension value fails with its policy and not with the whole text.
  mutating func value(_ node: JSONNode) throws(NodeError) -> Expression {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= limits.depth else { throw tooDeep(node) }
    switch try ValueForm(node) {
    case .bool(let bool): return make(.literal(.bool(bool)), node)
    case .long(let long): return make(.literal(.long(long)), node)
    case .string(let string): return make(.literal(.string(string)), node)
    case .entity(let uid): return make(.literal(.entity(uid)), node)
    case .set(let elements): return make(.set(try values(elements)), node)
    case .call(let function, let arguments): return make(.call(function, try values(arguments)), node)
    case .record(let members):
      var record: [(key: CedarString, value: Expression)] = []
      record.reserveCapacity(members.count)
      for member in members { record.append((member.key, try value(member.value))) }
      return make(.record(record), node)
    }
  }

  private mutating func values(_ nodes: [JSONNode]) throws(NodeError) -> [Expression] {
    var values: [Expression] = []
    values.reserveCapacity(nodes.count)
    for node in nodes { values.append(try value(node)) }
    return values
  }

  /// `pattern` is an array of `"Wildcard"` and `{"Literal":…}`. A star in a literal is a star.
  mutating func like(_ inner: JSONNode, _ node: JSONNode) throws(NodeError) -> Expression {
    let fields = try NodeFields(inner, of: "`like`", known: ["left", "pattern"])
    let left = try expression(fields.required("left"))
    var pieces: [[UInt8]] = [[]]
    for element in try fields.array("pattern") {
      if element.stringValue == "Wildcard" {
        pieces.append([])
      } else if let members = element.members, members.count == 1, members[0].key == "Literal",
        let literal = members[0].value.stringValue
      {
        pieces[pieces.count - 1] += Array(literal.utf8)
      } else {
        throw NodeError(
          .shape, "a pattern is made of \"Wildcard\" and {\"Literal\": \"…\"}", at: element.offset)
      }
    }
    return make(.like(left, Pattern(pieces: pieces)), node)
  }
}
