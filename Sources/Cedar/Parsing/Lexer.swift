/// Cuts a policy text into words.
struct Lexer {
  private let scalars: [Unicode.Scalar]
  private let source: String
  private var position = SourcePosition(offset: 0, line: 1, column: 1)

  init(_ text: String, source: String) {
    scalars = Array(text.unicodeScalars)
    self.source = source
  }

  /// All words; the last is the end of the text.
  mutating func tokens() throws(Diagnostic) -> [Token] {
    var tokens: [Token] = []
    repeat { tokens.append(try next()) } while tokens.last?.kind != .end
    return tokens
  }

  private var current: Unicode.Scalar? { position.offset < scalars.count ? scalars[position.offset] : nil }

  private func peek(_ distance: Int) -> Unicode.Scalar? {
    let offset = position.offset + distance
    return offset < scalars.count ? scalars[offset] : nil
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count {
      let newline = scalars[position.offset] == "\n"
      position = SourcePosition(
        offset: position.offset + 1, line: newline ? position.line + 1 : position.line,
        column: newline ? 1 : position.column + 1)
    }
  }

  private mutating func skipBlanks() {
    while let scalar = current {
      if scalar.properties.isWhitespace {
        advance()
      } else if scalar == "/", peek(1) == "/" {
        while let next = current, next != "\n", next != "\r" { advance() }
      } else {
        return
      }
    }
  }

  private mutating func next() throws(Diagnostic) -> Token {
    skipBlanks()
    let start = position
    let kind = try kind()
    return Token(kind: kind, range: SourceRange(start, position))
  }

  private mutating func kind() throws(Diagnostic) -> Token.Kind {
    guard let first = current else { return .end }
    if Identifiers.isStart(first) { return .identifier(take(while: Identifiers.isPart)) }
    if Identifiers.isDigit(first) { return .integer(take(while: Identifiers.isDigit)) }
    if first == "\"" { return .string(try string()) }
    if first == "?", let name = peek(1), Identifiers.isStart(name) {
      advance()
      return .slot(take(while: Identifiers.isPart))
    }
    for (spelling, sign) in Token.Punctuation.spellings where scalars[position.offset...].starts(with: spelling) {
      advance(spelling.count)
      return .punctuation(sign)
    }
    throw unexpected(first)
  }

  private func unexpected(_ scalar: Unicode.Scalar) -> Diagnostic {
    let message =
      switch scalar {
      case "'": "strings are written in double quotes"
      case "\u{FEFF}": "a byte order mark is not part of a policy"
      case "&", "|": "`\(scalar)` is not an operator; write `\(scalar)\(scalar)`"
      default: "unexpected character `\(scalar)` (U+\(String(scalar.value, radix: 16, uppercase: true)))"
      }
    return Diagnostic(.syntax, message, source: source, at: position)
  }

  private mutating func take(while condition: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = current, condition(scalar) {
      text.append(scalar)
      advance()
    }
    return String(text)
  }

  /// What stands between two quotes. Line feeds and tabs may; a carriage return may not.
  private mutating func string() throws(Diagnostic) -> String {
    let start = position
    var text = String.UnicodeScalarView()
    advance()
    while let scalar = current, scalar != "\r" {
      advance()
      if scalar == "\"" { return String(text) }
      text.append(scalar)
      guard scalar == "\\" else { continue }
      guard let escaped = current, escaped != "\n" else { break }
      text.append(escaped)
      advance()
    }
    let reason = current == "\r" ? "a string may not hold a carriage return; write `\\r`" : "this string has no end"
    throw Diagnostic(.syntax, reason, source: source, at: start)
  }
}
