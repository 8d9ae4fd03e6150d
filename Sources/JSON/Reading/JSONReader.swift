/// A recursive-descent reader of RFC 8259 over bytes it does not own.
struct JSONReader {
  let text: UnsafeBufferPointer<UInt8>
  let maximumDepth: Int
  var offset = 0

  init(_ text: UnsafeBufferPointer<UInt8>, depth: Int) {
    self.text = text
    maximumDepth = depth
  }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try self.value(depth: 0)
    skipSpace()
    guard offset == text.count else { throw error("unexpected text after the value") }
    return value
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    guard let byte = peek else { throw error("unexpected end of text") }
    switch byte {
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw error("unexpected character")
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
    guard depth <= maximumDepth else { throw tooDeep() }
    offset += 1
    var result = JSONObject()
    skipSpace()
    if take("}") { return result }
    while true {
      skipSpace()
      let start = offset
      guard peek == UInt8(ascii: "\"") else { throw error("expected a member name") }
      let key = try string()
      guard result[key] == nil else {
        throw JSONError(.duplicateKey, "duplicate member \"\(key.prefix(64))\"", at: start, in: text)
      }
      skipSpace()
      guard take(":") else { throw error("expected ':'") }
      result.append(key, try value(depth: depth))
      skipSpace()
      if take(",") { continue }
      if take("}") { return result }
      throw error("expected ',' or '}'")
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
    guard depth <= maximumDepth else { throw tooDeep() }
    offset += 1
    var result: [JSONValue] = []
    skipSpace()
    if take("]") { return result }
    while true {
      result.append(try value(depth: depth))
      skipSpace()
      if take(",") { continue }
      if take("]") { return result }
      throw error("expected ',' or ']'")
    }
  }

  mutating func literal<Meaning>(_ word: StaticString, _ value: Meaning) throws(JSONError) -> Meaning {
    for index in 0..<word.utf8CodeUnitCount {
      guard peek == word.utf8Start[index] else { throw error("unexpected character") }
      offset += 1
    }
    return value
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = offset
    let (literal, isInteger) = try numberLiteral()
    if isInteger, let value = Int(literal) { return .int(value) }
    guard let value = Double(literal), value.isFinite else {
      throw JSONError(.syntax, "number out of range", at: start, in: text)
    }
    return .double(value)
  }

  /// A number as it is spelled, and whether it has neither a fraction nor an exponent.
  mutating func numberLiteral() throws(JSONError) -> (text: String, isInteger: Bool) {
    let start = offset
    _ = take("-")
    if take("0") {
      if let byte = peek, isDigit(byte) { throw error("a number may not start with 0") }
    } else {
      try digits()
    }
    var isInteger = true
    if take(".") {
      isInteger = false
      try digits()
    }
    if take("e") || take("E") {
      isInteger = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    return (String(decoding: text[start..<offset], as: UTF8.self), isInteger)
  }

  private mutating func digits() throws(JSONError) {
    guard let byte = peek, isDigit(byte) else { throw error("expected a digit") }
    while let byte = peek, isDigit(byte) { offset += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
  }

  var peek: UInt8? { offset < text.count ? text[offset] : nil }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  func tooDeep() -> JSONError { error("nested deeper than \(maximumDepth) levels", .depth) }

  func error(_ message: String, _ code: JSONError.Code = .syntax) -> JSONError {
    JSONError(code, message, at: offset, in: text)
  }
}
