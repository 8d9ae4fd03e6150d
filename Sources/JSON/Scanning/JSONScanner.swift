/// Walks over RFC 8259 text without decoding it: it checks the whole grammar and says where values stand. What it
/// accepts, `JSONReader` reads, but for duplicate members further down and numbers that no `Double` holds.
struct JSONScanner {
  let text: UnsafeBufferPointer<UInt8>
  let maximumDepth: Int
  var offset = 0

  init(_ text: UnsafeBufferPointer<UInt8>, depth: Int) {
    self.text = text
    maximumDepth = depth
  }

  /// Goes past one value and the space before it.
  /// - Returns: where the value stands.
  mutating func skipValue(depth: Int) throws(JSONError) -> Range<Int> {
    skipSpace()
    let start = offset
    guard let byte = peek else { throw error("unexpected end of text") }
    switch byte {
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "{"):
      try members(depth: depth) { scanner, _ throws(JSONError) in
        _ = try scanner.skipValue(depth: depth + 1)
      }
    case UInt8(ascii: "["):
      try elements(depth: depth) { scanner throws(JSONError) in
        _ = try scanner.skipValue(depth: depth + 1)
      }
    case UInt8(ascii: "t"): try skipLiteral("true")
    case UInt8(ascii: "f"): try skipLiteral("false")
    case UInt8(ascii: "n"): try skipLiteral("null")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try skipNumber()
    default: throw error("unexpected character")
    }
    return start..<offset
  }

  /// Goes past an object; `body` gets the place of each name, quotes included, and goes past its value.
  mutating func members(
    depth: Int, _ body: (inout JSONScanner, Range<Int>) throws(JSONError) -> Void
  ) throws(JSONError) {
    try open("{", depth)
    if take("}") { return }
    while true {
      skipSpace()
      let start = offset
      guard peek == UInt8(ascii: "\"") else { throw error("expected a member name") }
      try skipString()
      let name = start..<offset
      skipSpace()
      guard take(":") else { throw error("expected ':'") }
      try body(&self, name)
      skipSpace()
      if take(",") { continue }
      if take("}") { return }
      throw error("expected ',' or '}'")
    }
  }

  /// Goes past an array; `body` goes past each element.
  mutating func elements(depth: Int, _ body: (inout JSONScanner) throws(JSONError) -> Void) throws(JSONError) {
    try open("[", depth)
    if take("]") { return }
    while true {
      try body(&self)
      skipSpace()
      if take(",") { continue }
      if take("]") { return }
      throw error("expected ',' or ']'")
    }
  }

  /// Goes past the space at the end; anything else there is refused.
  mutating func end() throws(JSONError) {
    skipSpace()
    guard offset == text.count else { throw error("unexpected text after the value") }
  }

  private mutating func open(_ bracket: Unicode.Scalar, _ depth: Int) throws(JSONError) {
    skipSpace()
    guard depth < maximumDepth else { throw error("nested deeper than \(maximumDepth) levels", .depth) }
    guard take(bracket) else { throw error("expected '\(bracket)'") }
    skipSpace()
  }

  private mutating func skipLiteral(_ word: StaticString) throws(JSONError) {
    for index in 0..<word.utf8CodeUnitCount {
      guard peek == word.utf8Start[index] else { throw error("unexpected character") }
      offset += 1
    }
  }

  private mutating func skipNumber() throws(JSONError) {
    _ = take("-")
    if take("0") {
      if let byte = peek, isDigit(byte) { throw error("a number may not start with 0") }
    } else {
      try skipDigits()
    }
    if take(".") { try skipDigits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try skipDigits()
    }
  }

  private mutating func skipDigits() throws(JSONError) {
    guard let byte = peek, isDigit(byte) else { throw error("expected a digit") }
    while let byte = peek, isDigit(byte) { offset &+= 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset &+= 1 }
  }

  var peek: UInt8? { offset < text.count ? text[offset] : nil }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    offset &+= 1
    return true
  }

  func error(_ message: String, _ code: JSONError.Code = .syntax) -> JSONError {
    JSONError(code, message, at: offset, in: text)
  }
}
