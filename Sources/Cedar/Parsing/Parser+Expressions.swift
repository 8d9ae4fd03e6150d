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

  private func tooDeep(_ position: SourcePosition) -> Diagnostic {
    failure("nested too deeply: at most \(limits.depth) levels are read", at: position, code: .limit)
  }

  private mutating func disjunction() throws(Diagnostic) -> Expression {
    let first = start
    var operands = [try conjunction()]
    while take(.or) { operands.append(try conjunction()) }
    return operands.count == 1 ? operands[0] : try make(.or(operands), from: first)
  }

  private mutating func conjunction() throws(Diagnostic) -> Expression {
    let first = start
    var operands = [try relation()]
    while take(.and) { operands.append(try relation()) }
    return operands.count == 1 ? operands[0] : try make(.and(operands), from: first)
  }

  private mutating func relation() throws(Diagnostic) -> Expression {
    let first = start
    let left = try sum()
    let result: Expression
    if let comparison = takeComparison() {
      result = try make(.binary(comparison, left, try sum()), from: first)
    } else if take(word: "has") {
      result = try make(.has(left, try hasPath()), from: first)
    } else if take(word: "like") {
      result = try make(.like(left, try pattern()), from: first)
    } else if take(word: "is") {
      let type = try typeName()
      let within = take(word: "in") ? try sum() : nil
      result = try make(.isType(left, type, within: within), from: first)
    } else {
      return left
    }
    guard !isAtRelation else { throw failure("comparisons cannot be chained; use parentheses", at: start) }
    return result
  }

  private static let comparisons: [(Token.Punctuation, BinaryOperator)] = [
    (.equal, .equal), (.notEqual, .notEqual), (.less, .less), (.lessOrEqual, .lessOrEqual), (.greater, .greater),
    (.greaterOrEqual, .greaterOrEqual),
  ]

  private mutating func takeComparison() -> BinaryOperator? {
    if take(word: "in") { return .within }
    guard let comparison = Self.comparisons.first(where: { at($0.0) }) else { return nil }
    advance()
    return comparison.1
  }

  private var isAtRelation: Bool {
    ["in", "has", "like", "is"].contains { at(word: $0) } || Self.comparisons.contains { at($0.0) }
  }

  private mutating func hasPath() throws(Diagnostic) -> [CedarString] {
    if case .string = current.kind { return [try string("after `has`")] }
    var path = [try attributeName("an attribute's name or a string after `has`")]
    while take(.dot) { path.append(try attributeName("an attribute's name after `.`")) }
    return path
  }

  private mutating func pattern() throws(Diagnostic) -> Pattern {
    guard case .string(let raw) = current.kind else { throw unexpected("a string literal after `like`") }
    let place = advance().range.start
    do throws(Escapes.Failure) {
      return try Escapes.pattern(raw)
    } catch {
      throw failure(error.message, at: place)
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
        throw failure("Cedar has no operator \(current.description)", at: start)
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
      throw failure("at most four \(peek(-1).description) may follow each other", at: places[4])
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
    guard case .integer(let digits) = current.kind else { return nil }
    if case .punctuation(let next) = peek(1).kind, next == .dot || next == .openBracket { return nil }
    guard let value = Digits.signed(Array(digits.utf8)[...], negative: true) else { throw integerTooLarge() }
    advance()
    return try make(.literal(.long(value)), from: place)
  }

  func integerTooLarge() -> Diagnostic {
    failure("this integer does not fit 64 bits", at: start)
  }
}
