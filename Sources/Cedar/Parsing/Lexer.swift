/// Cuts a policy or schema text into words, byte by byte: all of the language's signs are ASCII.
struct Lexer {
  private let bytes: [UInt8]
  private let source: String
  private var offset = 0
  private var line = 1
  /// The offset at which the current line would begin if each scalar before `offset` were one byte.
  private var lineStart = 0
  private let keepsComments: Bool
  /// Where comments stand, without the line's end, in the order of the text.
  private(set) var comments: [SourceRange] = []

  /// - Parameter keepsComments: whether `comments` is filled.
  init(_ bytes: [UInt8], source: String, keepsComments: Bool = false) {
    self.bytes = bytes
    self.source = source
    self.keepsComments = keepsComments
  }

  /// All words; the last is the end of the text.
  mutating func tokens() throws(Diagnostic) -> [Token] {
    var tokens: [Token] = []
    tokens.reserveCapacity(bytes.count / 4 + 1)
    while true {
      skipBlanks()
      let start = position
      let kind = try kind()
      tokens.append(Token(kind: kind, range: SourceRange(start, position)))
      if kind == .end { return tokens }
    }
  }

  private var position: SourcePosition {
    SourcePosition(offset: offset, line: line, column: offset - lineStart + 1)
  }

  /// The byte `distance` ahead of the current one.
  func byte(_ distance: Int) -> UInt8? {
    let place = offset + distance
    return place < bytes.count ? bytes[place] : nil
  }

  /// The scalar that begins at the current byte.
  private var scalar: Unicode.Scalar {
    var decoder = UTF8()
    var rest = bytes[offset...].makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&rest) { return scalar }
    return "\u{FFFD}"
  }

  private mutating func skipBlanks() {
    while let byte = byte(0) {
      switch byte {
      case UInt8(ascii: "\n"): newline()
      case 0x09, 0x0B, 0x0C, 0x0D, 0x20: offset += 1
      case UInt8(ascii: "/"):
        guard self.byte(1) == byte else { return }
        let start = position
        while let next = self.byte(0), next != UInt8(ascii: "\n"), next != UInt8(ascii: "\r") { advance(next) }
        if keepsComments { comments.append(SourceRange(start, position)) }
      case 0x80...:
        let scalar = scalar
        guard scalar.properties.isWhitespace else { return }
        for _ in 0..<UTF8.width(scalar) { advance(bytes[offset]) }
      default: return
      }
    }
  }

  private mutating func newline() {
    offset += 1
    line += 1
    lineStart = offset
  }

  /// Goes past one byte that is not a line feed.
  private mutating func advance(_ byte: UInt8) {
    offset += 1
    if byte & 0xC0 == 0x80 { lineStart += 1 }
  }

  private mutating func kind() throws(Diagnostic) -> Token.Kind {
    guard let first = byte(0) else { return .end }
    if Identifiers.isStart(first) {
      skip(while: Identifiers.isPart)
      return .identifier
    }
    if Identifiers.isDigit(first) {
      skip(while: Identifiers.isDigit)
      return .integer
    }
    if first == UInt8(ascii: "\"") { return try string() }
    if first == UInt8(ascii: "?"), let next = byte(1), Identifiers.isStart(next) {
      offset += 1
      skip(while: Identifiers.isPart)
      return .slot
    }
    guard let (sign, length) = punctuation(first) else { throw unexpected(scalar) }
    offset += length
    return .punctuation(sign)
  }

  private func unexpected(_ scalar: Unicode.Scalar) -> Diagnostic {
    let message =
      switch scalar {
      case "'": "strings are written in double quotes"
      case "\u{FEFF}": "a byte order mark is not part of a text"
      case "&", "|": "`\(scalar)` is not an operator; write `\(scalar)\(scalar)`"
      default: "unexpected character `\(scalar)` (U+\(String(scalar.value, radix: 16, uppercase: true)))"
      }
    return Diagnostic(.syntax, message, source: source, at: position)
  }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while let byte = byte(0), condition(byte) { offset += 1 }
  }

  /// From one quote to the next. Line feeds and tabs may stand between; a carriage return may not.
  private mutating func string() throws(Diagnostic) -> Token.Kind {
    let start = position
    var kind = Token.Kind.string
    offset += 1
    while let byte = byte(0), byte != UInt8(ascii: "\r") {
      if byte == UInt8(ascii: "\n") {
        newline()
        continue
      }
      advance(byte)
      if byte == UInt8(ascii: "\"") { return kind }
      guard byte == UInt8(ascii: "\\") else { continue }
      kind = .escapedString
      guard let escaped = self.byte(0), escaped != UInt8(ascii: "\n") else { break }
      advance(escaped)
    }
    let reason =
      byte(0) == UInt8(ascii: "\r")
      ? "a string may not hold a carriage return; write `\\r`" : "this string has no end"
    throw Diagnostic(.syntax, reason, source: source, at: start)
  }
}
