extension Parser {
  /// A primary expression and what is asked of it: `.a`, `["a"]`, `.method(…)`.
  mutating func member() throws(Diagnostic) -> Expression {
    let first = start
    var subject = try primary()
    while true {
      if take(.dot) {
        let place = start
        let name = try attributeName("an attribute's or a method's name after `.`")
        if take(.openParenthesis) {
          let arguments = try expressions(until: .closeParenthesis)
          subject = try method(name.string, subject, arguments, from: first, at: place)
        } else {
          subject = try make(.attribute(subject, name), from: first)
        }
      } else if take(.openBracket) {
        let name = try string("in `[…]`; attributes are named by a string literal")
        try expect(.closeBracket, "after the attribute's name")
        subject = try make(.attribute(subject, name), from: first)
      } else {
        return subject
      }
    }
  }

  /// An attribute's unquoted name.
  mutating func attributeName(_ expected: @autoclosure () -> String) throws(Diagnostic) -> CedarString {
    guard current.kind == .identifier else { throw unexpected(expected()) }
    let word = text(current)
    guard !Identifiers.isReserved(word) else {
      throw failure("`\(word)` is reserved; write it as a string", at: start)
    }
    advance()
    return CedarString(word)
  }

  private static let setMethods: [String: BinaryOperator] = [
    "contains": .contains, "containsAll": .containsAll, "containsAny": .containsAny, "getTag": .getTag,
    "hasTag": .hasTag,
  ]

  private func method(
    _ name: String, _ subject: Expression, _ arguments: [Expression], from first: SourcePosition,
    at place: SourcePosition
  ) throws(Diagnostic) -> Expression {
    if let operation = Self.setMethods[name] {
      guard arguments.count == 1 else { throw failure("`\(name)` takes one argument", at: place) }
      return try make(.binary(operation, subject, arguments[0]), from: first)
    }
    if name == "isEmpty" {
      guard arguments.isEmpty else { throw failure("`isEmpty` takes no argument", at: place) }
      return try make(.isEmpty(subject), from: first)
    }
    guard let function = ExtensionFunction(rawValue: name) else {
      throw failure("there is no method `\(name)`", at: place)
    }
    guard !function.isConstructor else {
      throw failure("`\(name)` is a function; write `\(name)(…)`", at: place)
    }
    return try make(.call(function, [subject] + arguments), from: first)
  }

  private mutating func primary() throws(Diagnostic) -> Expression {
    let first = start
    switch current.kind {
    case .integer:
      guard let value = Digits.signed(bytes(current), negative: false) else { throw integerTooLarge() }
      advance()
      return try make(.literal(.long(value)), from: first)
    case .string, .escapedString:
      return try make(.literal(.string(try string("here"))), from: first)
    case .identifier:
      return try named()
    case .punctuation(.openParenthesis):
      advance()
      let inner = try expression()
      try expect(.closeParenthesis, "after the expression")
      return inner
    case .punctuation(.openBracket):
      advance()
      return try make(.set(try expressions(until: .closeBracket)), from: first)
    case .punctuation(.openBrace):
      return try record()
    default:
      throw unexpected("an expression")
    }
  }

  /// A literal word, a variable, an entity or a function call.
  private mutating func named() throws(Diagnostic) -> Expression {
    let first = start
    if at(word: "if") { throw failure("`if` needs parentheses here", at: first) }
    let name = try name("an expression")
    let text = name.joined(separator: "::")
    if take(.doubleColon) {
      let type = try type(name, at: first)
      let id = try string("after `\(text)::`")
      return try make(.literal(.entity(EntityUID(type, id))), from: first)
    }
    if at(.openParenthesis) { return try call(text, first) }
    if let variable = Variable(rawValue: text) { return try make(.variable(variable), from: first) }
    switch text {
    case "true": return try make(.literal(.bool(true)), from: first)
    case "false": return try make(.literal(.bool(false)), from: first)
    case _ where name.contains(where: Identifiers.isReserved):
      throw failure("expected an expression, found `\(text)`", at: first)
    default:
      throw failure("`\(text)` is neither a variable nor an entity; a string needs quotes", at: first)
    }
  }

  private mutating func call(_ name: String, _ first: SourcePosition) throws(Diagnostic) -> Expression {
    guard let function = ExtensionFunction(rawValue: name), function.isConstructor else {
      let isMethod = Self.setMethods[name] != nil || name == "isEmpty" || ExtensionFunction(rawValue: name) != nil
      let reason = isMethod ? "`\(name)` is a method; write `value.\(name)(…)`" : "there is no function `\(name)`"
      throw failure(reason, at: first)
    }
    advance()
    return try make(.call(function, try expressions(until: .closeParenthesis)), from: first)
  }

  /// Expressions separated by commas, up to `close`. A comma may stand before it.
  private mutating func expressions(until close: Token.Punctuation) throws(Diagnostic) -> [Expression] {
    var expressions: [Expression] = []
    while !at(close) {
      expressions.append(try expression())
      guard take(.comma) else { break }
    }
    try expect(close, "or `,`")
    return expressions
  }

  private mutating func record() throws(Diagnostic) -> Expression {
    let first = start
    advance()
    var members: [(key: CedarString, value: Expression)] = []
    var keys: Set<CedarString> = []
    while !at(.closeBrace) {
      let place = start
      let key: CedarString
      if isAtString {
        key = try string("as a key")
      } else {
        key = try attributeName("a record's key")
      }
      guard keys.insert(key).inserted else { throw failure("the key \(key.quoted) stands twice", at: place) }
      try expect(.colon, "after the key")
      members.append((key, try expression()))
      guard take(.comma) else { break }
    }
    try expect(.closeBrace, "or `,`")
    return try make(.record(members), from: first)
  }
}
