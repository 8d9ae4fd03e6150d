extension Parser {
  mutating func principalOrResource(_ variable: Variable, _ slot: Slot) throws(Diagnostic) -> TemplateConstraint {
    try expectVariable(variable)
    if take(.equal) { return try entity(orSlot: slot).map { .fixed(.equal($0)) } ?? .equalSlot }
    if take(word: "in") {
      guard !at(.openBracket) else { throw failure("`\(variable.rawValue) in` takes one entity", at: start) }
      return try entity(orSlot: slot).map { .fixed(.within($0)) } ?? .withinSlot
    }
    guard take(word: "is") else {
      try refuseOther(variable, "`==`, `in` or `is`")
      return .fixed(.any)
    }
    let type = try typeName()
    guard take(word: "in") else { return .fixed(.type(type)) }
    return try entity(orSlot: slot).map { .fixed(.typeWithin(type, $0)) } ?? .typeWithinSlot(type)
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
    guard current.kind == .identifier, Variable(rawValue: text(current)) == variable else {
      throw unexpected("`\(variable.rawValue)`")
    }
    advance()
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

  /// An entity literal or the slot `slot`, which may stand in parentheses; `nil` is the slot.
  private mutating func entity(orSlot slot: Slot) throws(Diagnostic) -> EntityUID? {
    try parenthesized { (parser: inout Parser) throws(Diagnostic) -> EntityUID? in
      guard parser.current.kind == .slot, parser.text(parser.current) == slot.rawValue else {
        return try parser.bareEntity()
      }
      parser.advance()
      return nil
    }
  }

  /// An entity literal, which may stand in parentheses.
  private mutating func entity() throws(Diagnostic) -> EntityUID {
    try parenthesized { (parser: inout Parser) throws(Diagnostic) -> EntityUID in try parser.bareEntity() }
  }

  private mutating func bareEntity() throws(Diagnostic) -> EntityUID {
    let first = start
    let name = try name("an entity such as `Type::\"id\"`")
    guard take(.doubleColon) else { throw unexpected("`::\"id\"` after the entity's type") }
    let id = try string("after `\(name.joined(separator: "::"))::`")
    return EntityUID(try type(name, at: first), id)
  }

  private mutating func parenthesized<Result>(
    _ body: (inout Parser) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    var open = 0
    while take(.openParenthesis) {
      open += 1
      guard open <= limits.depth else { throw tooDeep(start) }
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
  mutating func name(_ expected: @autoclosure () -> String) throws(Diagnostic) -> [String] {
    guard current.kind == .identifier else { throw unexpected(expected()) }
    var parts = [text(advance())]
    while at(.doubleColon), peek(1).kind == .identifier {
      advance()
      parts.append(text(advance()))
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
