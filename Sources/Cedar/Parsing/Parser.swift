/// Reads policy texts: recursive descent with one word of lookahead.
struct Parser {
  private let tokens: [Token]
  private var index = 0
  let source: String
  let limits: ParserLimits
  var nesting = 0

  init(_ text: String, source: String, limits: ParserLimits = ParserLimits()) throws(Diagnostic) {
    guard text.utf8.count <= limits.bytes else {
      let start = SourcePosition(offset: 0, line: 1, column: 1)
      throw Diagnostic(.limit, "a policy text has at most \(limits.bytes) bytes", source: source, at: start)
    }
    var lexer = Lexer(text, source: source)
    tokens = try lexer.tokens()
    self.source = source
    self.limits = limits
  }

  var current: Token { tokens[index] }
  var start: SourcePosition { current.range.start }
  /// The end of the word before the current one.
  var previousEnd: SourcePosition { tokens[max(index - 1, 0)].range.end }
  var isAtEnd: Bool { current.kind == .end }

  func range(from start: SourcePosition) -> SourceRange { SourceRange(start, previousEnd) }

  @discardableResult
  mutating func advance() -> Token {
    let token = current
    if index < tokens.count - 1 { index += 1 }
    return token
  }

  func at(_ sign: Token.Punctuation) -> Bool { current.kind == .punctuation(sign) }
  func at(word: String) -> Bool { current.kind == .identifier(word) }

  /// The word `distance` ahead of the current one.
  func peek(_ distance: Int) -> Token { tokens[min(index + distance, tokens.count - 1)] }

  mutating func take(_ sign: Token.Punctuation) -> Bool {
    guard at(sign) else { return false }
    advance()
    return true
  }

  mutating func take(word: String) -> Bool {
    guard at(word: word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ sign: Token.Punctuation, _ context: String) throws(Diagnostic) {
    guard take(sign) else { throw unexpected("`\(sign.rawValue)` \(context)") }
  }

  /// A string literal with its escapes read.
  mutating func string(_ context: String) throws(Diagnostic) -> CedarString {
    guard case .string(let raw) = current.kind else { throw unexpected("a string \(context)") }
    let place = advance().range.start
    do throws(Escapes.Failure) {
      return try Escapes.string(raw)
    } catch {
      throw failure(error.message, at: place)
    }
  }

  func failure(_ message: String, at position: SourcePosition, code: Diagnostic.Code = .syntax) -> Diagnostic {
    Diagnostic(code, message, source: source, at: position)
  }

  func unexpected(_ expected: String) -> Diagnostic {
    if case .slot(let name) = current.kind { return slot(name) }
    return failure("expected \(expected), found \(current.description)", at: start)
  }

  func slot(_ name: String) -> Diagnostic {
    guard name == Variable.principal.rawValue || name == Variable.resource.rawValue else {
      return failure("`?\(name)` is not a slot; the slots are `?principal` and `?resource`", at: start)
    }
    return failure("policy templates are not supported: `?\(name)`", at: start, code: .unsupported)
  }
}
