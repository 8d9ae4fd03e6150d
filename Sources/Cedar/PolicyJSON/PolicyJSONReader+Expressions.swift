import JSON

extension PolicyJSONReader {
  /// An object with exactly one key, which tells what it is.
  mutating func expression(_ node: JSONNode) throws(NodeError) -> Expression {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= limits.depth else { throw tooDeep(node) }
    guard let members = node.members, members.count == 1 else {
      throw NodeError(.shape, "an expression is an object with one key, which says its kind", at: node.offset)
    }
    let (key, inner) = (members[0].key, members[0].value)
    switch key {
    case "Value": return try value(inner)
    case "Var": return make(.variable(try variable(inner)), node)
    case "Slot": throw NodeError(.shape, "a slot may stand only in the scope, not in a condition", at: inner.offset)
    case "!": return make(.not(try argument(inner)), node)
    case "neg": return make(.negate(try argument(inner)), node)
    case "isEmpty": return make(.isEmpty(try argument(inner)), node)
    case "&&", "||": return try chain(key, inner, node)
    case ".": return try attribute(inner, node)
    case "has": return try has(inner, node)
    case "like": return try like(inner, node)
    case "is": return try isType(inner, node)
    case "if-then-else": return try conditional(inner, node)
    case "Set": return make(.set(try expressions(inner, "a set")), node)
    case "Record": return try record(inner, node)
    default:
      if let operation = BinaryOperator(rawValue: key) {
        let (left, right) = try operands(inner)
        return make(.binary(operation, left, right), node)
      }
      guard let function = ExtensionFunction(rawValue: key) else {
        throw NodeError(.shape, "there is no kind of expression \(CedarString(key).quoted)", at: members[0].offset)
      }
      return make(.call(function, try expressions(inner, "a call's arguments")), node)
    }
  }

  func make(_ kind: Expression.Node, _ node: JSONNode) -> Expression { Expression(kind, range(node)) }

  func tooDeep(_ node: JSONNode) -> NodeError {
    NodeError(.limit, "nested too deeply: at most \(limits.depth) levels are read", at: node.offset)
  }

  private func variable(_ node: JSONNode) throws(NodeError) -> Variable {
    guard let variable = node.stringValue.flatMap(Variable.init(rawValue:)) else {
      throw NodeError(.shape, "`Var` is `principal`, `action`, `resource` or `context`", at: node.offset)
    }
    return variable
  }

  private mutating func argument(_ node: JSONNode) throws(NodeError) -> Expression {
    try expression(NodeFields(node, of: "this operator", known: ["arg"]).required("arg"))
  }

  private mutating func operands(_ node: JSONNode) throws(NodeError) -> (Expression, Expression) {
    let fields = try NodeFields(node, of: "this operator", known: ["left", "right"])
    return (try expression(fields.required("left")), try expression(fields.required("right")))
  }

  /// A left operand of the same operator is the beginning of one chain, as in `a && b && c`.
  private mutating func chain(_ key: String, _ inner: JSONNode, _ node: JSONNode) throws(NodeError) -> Expression {
    let (left, right) = try operands(inner)
    switch (key, left.node) {
    case ("&&", .and(let operands)): return make(.and(operands + [right]), node)
    case ("||", .or(let operands)): return make(.or(operands + [right]), node)
    case ("&&", _): return make(.and([left, right]), node)
    default: return make(.or([left, right]), node)
    }
  }

  private mutating func attribute(_ inner: JSONNode, _ node: JSONNode) throws(NodeError) -> Expression {
    let fields = try NodeFields(inner, of: "`.`", known: ["left", "attr"])
    return make(.attribute(try expression(fields.required("left")), try fields.string("attr")), node)
  }

  /// `attr` is a name, or since Cedar 4.5 an array of names. Other fields stand unread.
  private mutating func has(_ inner: JSONNode, _ node: JSONNode) throws(NodeError) -> Expression {
    let fields = try NodeFields(inner, of: "`has`")
    let left = try expression(fields.required("left"))
    let written = try fields.required("attr")
    guard let names = written.arrayValue else { return make(.has(left, [try fields.string("attr")]), node) }
    var path: [CedarString] = []
    for name in names {
      guard let string = name.stringValue else {
        throw NodeError(.shape, "an attribute's name is a string, not \(name.kindName)", at: name.offset)
      }
      path.append(CedarString(string))
    }
    guard !path.isEmpty else {
      throw NodeError(.shape, "`has` needs at least one attribute's name", at: written.offset)
    }
    return make(.has(left, path), node)
  }

  private mutating func isType(_ inner: JSONNode, _ node: JSONNode) throws(NodeError) -> Expression {
    let fields = try NodeFields(inner, of: "`is`", known: ["left", "entity_type", "in"])
    let left = try expression(fields.required("left"))
    let type = try type(fields)
    var within: Expression?
    if let written = fields["in"].flatMap(Self.notNull) { within = try expression(written) }
    return make(.isType(left, type, within: within), node)
  }

  private mutating func conditional(_ inner: JSONNode, _ node: JSONNode) throws(NodeError) -> Expression {
    let fields = try NodeFields(inner, of: "`if-then-else`", known: ["if", "then", "else"])
    let condition = try expression(fields.required("if"))
    let then = try expression(fields.required("then"))
    return make(
      .conditional(condition: condition, then: then, otherwise: try expression(fields.required("else"))), node)
  }

  private mutating func expressions(_ node: JSONNode, _ what: String) throws(NodeError) -> [Expression] {
    guard let elements = node.arrayValue else {
      throw NodeError(.shape, "\(what) is written as an array, not \(node.kindName)", at: node.offset)
    }
    var expressions: [Expression] = []
    expressions.reserveCapacity(elements.count)
    for element in elements { expressions.append(try expression(element)) }
    return expressions
  }

  private mutating func record(_ inner: JSONNode, _ node: JSONNode) throws(NodeError) -> Expression {
    guard let members = inner.members else {
      throw NodeError(.shape, "a record is an object, not \(inner.kindName)", at: inner.offset)
    }
    var record: [(key: CedarString, value: Expression)] = []
    record.reserveCapacity(members.count)
    for member in members { record.append((CedarString(member.key), try expression(member.value))) }
    return make(.record(record), node)
  }
}
