extension Parser {
  mutating func principalOrResource(_ variable: Variable) throws(Diagnostic) -> ScopeConstraint {
    try expectVariable(variable)
    if take(.equal) { return .equal(try entity()) }
    if take(word: "in") {
      guard !at(.openBracket) else { throw failure("`\(variable.rawValue) in` takes one entity", at: start) }
      return .within(try entity())
    }
    guard take(word: "is") else {
      try refuseOther(variable, "`==`, `in` or `is`")
      return .any
    }
    let type = try typeName()
    guard take(word: "in") else { return .type(type) }
    return .typeWithin(type, try entity())
  }

  mutating func actionConstraint() throws(Diagnostic) -> ActionConstraint {
    try expectVariable(.action)
    if take(.equal) { return .equal(try action()) }
    guard take(word: "in") else {
      try refuseOther(.action, "`==` or `in`")
      return .any
    }
    return try parenthesized { (parser: inout Parser) throws(Diagnostic) -> ActionConstraint in
      guard parser.take(.openBracket) else { return .within(try parser.action()) }
      var actions: [EntityUID] = []
      while !parser.at(.closeBracket) {
        actions.append(try parser.action())
        guard parser.take(.comma) else { break }
      }
      try parser.expect(.closeBracket, "after the actions")
      return .withinAny(actions)
    }
  }

  private mutating func expectVariable(_ variable: Variable) throws(Diagnostic) {
    guard take(word: variable.rawValue) else { throw unexpected("`\(variable.rawValue)`") }
  }

  private func refuseOther(_ variable: Variable, _ operators: String) throws(Diagnostic) {
    guard !at(.comma), !at(.closeParenthesis) else { return }
    if at(.colon) {
      throw failure("`\(variable.rawValue): Type` is not Cedar; write `\(variable.rawValue) is Type`", at: start)
    }
    throw unexpected("\(operators) after `\(variable.rawValue)` (other tests go into `when { … }`)")
  }

  private mutating func action() throws(Diagnostic) -> EntityUID {
    let place = start
    let action = try entity()
    guard action.type.isAction else {
      throw failure("the action is compared with \(action), whose type is not `Action`", at: place, code: .meaning)
    }
    return action
  }

  /// An entity literal, which may stand in parentheses.
  private mutating func entity() throws(Diagnostic) -> EntityUID {
    try parenthesized { (parser: inout Parser) throws(Diagnostic) -> EntityUID in
      let first = parser.start
      let name = try parser.name("an entity such as `Type::\"id\"`")
      guard parser.take(.doubleColon) else { throw parser.unexpected("`::\"id\"` after the entity's type") }
      let id = try parser.string("after `\(name.joined(separator: "::"))::`")
      return EntityUID(try parser.type(name, at: first), id)
    }
  }

  private mutating func parenthesized<Result>(
    _ body: (inout Parser) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    var open = 0
    while take(.openParenthesis) {
      open += 1
      guard open <= limits.depth else { throw failure("nested too deeply", at: start, code: .limit) }
    }
    let result = try body(&self)
    for _ in 0..<open { try expect(.closeParenthesis, "after the entity") }
    return result
  }

  /// The name of an entity type that no identifier follows.
  mutating func typeName() throws(Diagnostic) -> EntityType {
    let first = start
    let name = try name("the name of an entity type")
    guard !at(.doubleColon) else { throw failure("`is` takes the name of a type, not an entity", at: first) }
    return try type(name, at: first)
  }

  /// `A::B::…`, as far as identifiers go.
  mutating func name(_ expected: String) throws(Diagnostic) -> [String] {
    guard case .identifier(let first) = current.kind else { throw unexpected(expected) }
    advance()
    var parts = [first]
    while at(.doubleColon), case .identifier(let next) = peek(1).kind {
      advance()
      advance()
      parts.append(next)
    }
    return parts
  }

  func type(_ name: [String], at position: SourcePosition) throws(Diagnostic) -> EntityType {
    if let word = name.first(where: Identifiers.isReserved) {
      throw failure("`\(word)` is reserved and cannot be part of a name", at: position)
    }
    return EntityType(checked: name)
  }
}
