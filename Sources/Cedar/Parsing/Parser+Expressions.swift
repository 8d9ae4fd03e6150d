extension Parser {
  /// `if … then … else …`, or a disjunction.
  mutating func expression() throws(Diagnostic) -> Expression {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= limits.depth else { throw tooDeep(start) }
    let first = start
    guard take(word: "if") else { return try disjunction() }
    let condition = try expression()
    guard take(word: "then") else { throw unexpected("`then`") }
    let then = try expression()
    guard take(word: "else") else { throw unexpected("`else`") }
    let otherwise = try expression()
    return try make(.conditional(condition: condition, then: then, otherwise: otherwise), from: first)
  }

  /// An expression that ends before the current word.
  func make(_ node: Expression.Node, from start: SourcePosition) throws(Diagnostic) -> Expression {
    let expression = Expression(node, range(from: start))
    guard expression.depth <= limits.depth else { throw tooDeep(start) }
    return expression
  }

  private mutating func disjunction() throws(Diagnostic) -> Expression {
    let first = start
    let operand = try conjunction()
    guard at(.or) else { return operand }
    var operands = [operand]
    while take(.or) { operands.append(try conjunction()) }
    return try make(.or(operands), from: first)
  }

  private mutating func conjunction() throws(Diagnostic) -> Expression {
    let first = start
    let operand = try relation()
    guard at(.and) else { return operand }
    var operands = [operand]
    while take(.and) { operands.append(try relation()) }
    return try make(.and(operands), from: first)
  }

  private mutating func relation() throws(Diagnostic) -> Expression {
    let first = start
    let left = try sum()
    guard let relation = takeRelation() else { return left }
    let node: Expression.Node
    switch relation {
    case .comparison(let operation): node = .binary(operation, left, try sum())
    case .has: node = .has(left, try hasPath())
    case .like: node = .like(left, try pattern())
    case .isType:
      let type = try typeName()
      node = .isType(left, type, within: take(word: "in") ? try sum() : nil)
    }
    let result = try make(node, from: first)
    let next = start
    guard takeRelation() == nil else { throw failure("comparisons cannot be chained; use parentheses", at: next) }
    return result
  }

  private enum Relation {
    case comparison(BinaryOperator)
    case has, like, isType
  }

  private mutating func takeRelation() -> Relation? {
    let relation: Relation
    switch current.kind {
    case .punctuation(.equal): relation = .comparison(.equal)
    case .punctuation(.notEqual): relation = .comparison(.notEqual)
    case .punctuation(.less): relation = .comparison(.less)
    case .punctuation(.lessOrEqual): relation = .comparison(.lessOrEqual)
    case .punctuation(.greater): relation = .comparison(.greater)
    case .punctuation(.greaterOrEqual): relation = .comparison(.greaterOrEqual)
    case .identifier where at(word: "in"): relation = .comparison(.within)
    case .identifier where at(word: "has"): relation = .has
    case .identifier where at(word: "like"): relation = .like
    case .identifier where at(word: "is"): relation = .isType
    default: return nil
    }
    advance()
    return relation
  }

  private mutating func hasPath() throws(Diagnostic) -> [CedarString] {
    if isAtString { return [try string("after `has`")] }
    var path = [try attributeName("an attribute's name or a string after `has`")]
    while take(.dot) { path.append(try attributeName("an attribute's name after `.`")) }
    return path
  }

  private mutating func pattern() throws(Diagnostic) -> Pattern {
    guard isAtString else { throw unexpected("a string literal after `like`") }
    let token = advance()
    do throws(Escapes.Failure) {
      return try Escapes.pattern(String(decoding: bytes(token).dropFirst().dropLast(), as: UTF8.self))
    } catch {
      throw failure(error.message, at: token.range.start)
    }
  }

  private mutating func sum() throws(Diagnostic) -> Expression {
    let first = start
    var left = try product()
    while true {
      if take(.plus) {
        left = try make(.binary(.add, left, try product()), from: first)
      } else if take(.minus) {
        left = try make(.binary(.subtract, left, try product()), from: first)
      } else if at(.assign) {
        throw failure("`=` is not an operator; compare with `==`", at: start)
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(Diagnostic) -> Expression {
    let first = start
    var left = try unary()
    while true {
      if take(.star) {
        left = try make(.binary(.multiply, left, try unary()), from: first)
      } else if at(.slash) || at(.percent) {
        throw failure("Cedar has no operator \(describe(current))", at: start)
      } else {
        return left
      }
    }
  }

  private mutating func unary() throws(Diagnostic) -> Expression {
    guard at(.not) || at(.minus) else { return try member() }
    let sign = current.kind
    var places: [SourcePosition] = []
    while current.kind == sign { places.append(advance().range.start) }
    guard places.count <= 4 else {
      throw failure("at most four \(describe(peek(-1))) may follow each other", at: places[4])
    }
    guard !at(.not), !at(.minus) else { throw failure("`!` and `-` cannot be mixed without parentheses", at: start) }
    var operand: Expression
    if sign == .punctuation(.minus), let literal = try negativeLiteral(from: places[places.count - 1]) {
      places.removeLast()
      operand = literal
    } else {
      operand = try member()
    }
    for place in places.reversed() {
      operand = try make(sign == .punctuation(.not) ? .not(operand) : .negate(operand), from: place)
    }
    return operand
  }

  /// A minus sign belongs to the digits after it, so that the most negative integer can be written.
  private mutating func negativeLiteral(from place: SourcePosition) throws(Diagnostic) -> Expression? {
    guard current.kind == .integer else { return nil }
    if case .punctuation(let next) = peek(1).kind, next == .dot || next == .openBracket { return nil }
    guard let value = Digits.signed(bytes(current), negative: true) else { throw integerTooLarge() }
    advance()
    return try make(.literal(.long(value)), from: place)
  }

  func integerTooLarge() -> Diagnostic {
    failure("this integer does not fit 64 bits", at: start)
  }
}
