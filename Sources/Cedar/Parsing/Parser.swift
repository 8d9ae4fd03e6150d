/// Reads policy texts: recursive descent over words, with little lookahead.
struct Parser {
  private let bytes: [UInt8]
  private let tokens: [Token]
  private var index = 0
  let source: String
  let limits: ParserLimits
  var nesting = 0
  /// Bytes of a schema that stand for several declarations, once for each but the first.
  var repeated = 0

  init(_ text: String, source: String, limits: ParserLimits = ParserLimits()) throws(Diagnostic) {
    guard text.utf8.count <= limits.bytes else {
      throw Diagnostic(.limit, "a text has at most \(limits.bytes) bytes", source: source, at: .start)
    }
    bytes = Array(text.utf8)
    var lexer = Lexer(bytes, source: source)
    tokens = try lexer.tokens()
    self.source = source
    self.limits = limits
  }

  var current: Token { tokens[index] }
  var start: SourcePosition { tokens[index].range.start }
  /// The end of the word before the current one.
  var previousEnd: SourcePosition { tokens[max(index - 1, 0)].range.end }
  var isAtEnd: Bool { tokens[index].kind == .end }

  func range(from start: SourcePosition) -> SourceRange { SourceRange(start, previousEnd) }

  @discardableResult
  mutating func advance() -> Token {
    let token = tokens[index]
    if index < tokens.count - 1 { index += 1 }
    return token
  }

  func at(_ sign: Token.Punctuation) -> Bool { tokens[index].kind == .punctuation(sign) }

  func at(word: StaticString) -> Bool {
    let token = tokens[index]
    return token.kind == .identifier && spells(token, word)
  }

  /// The word `distance` ahead of the current one.
  func peek(_ distance: Int) -> Token { tokens[max(0, min(index + distance, tokens.count - 1))] }

  mutating func take(_ sign: Token.Punctuation) -> Bool {
    guard at(sign) else { return false }
    advance()
    return true
  }

  mutating func take(word: StaticString) -> Bool {
    guard at(word: word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ sign: Token.Punctuation, _ context: @autoclosure () -> String) throws(Diagnostic) {
    guard take(sign) else { throw unexpected("`\(sign.rawValue)` \(context())") }
  }

  /// The whole text.
  var allBytes: [UInt8] { bytes }

  /// The bytes of the text that `token` was cut from.
  func bytes(_ token: Token) -> ArraySlice<UInt8> { bytes[token.range.start.offset..<token.range.end.offset] }

  func text(_ token: Token) -> String { String(decoding: bytes(token), as: UTF8.self) }

  private func spells(_ token: Token, _ word: StaticString) -> Bool {
    let start = token.range.start.offset
    guard token.range.end.offset - start == word.utf8CodeUnitCount else { return false }
    for place in 0..<word.utf8CodeUnitCount where bytes[start + place] != word.utf8Start[place] { return false }
    return true
  }

  var isAtString: Bool { current.kind == .string || current.kind == .escapedString }

  /// A string literal with its escapes read.
  mutating func string(_ context: @autoclosure () -> String) throws(Diagnostic) -> CedarString {
    guard isAtString else { throw unexpected("a string \(context())") }
    let token = advance()
    let raw = bytes(token).dropFirst().dropLast()
    guard token.kind == .escapedString else { return CedarString(String(decoding: raw, as: UTF8.self)) }
    do throws(Escapes.Failure) {
      return try Escapes.string(String(decoding: raw, as: UTF8.self))
    } catch {
      throw failure(error.message, at: token.range.start)
    }
  }
}
