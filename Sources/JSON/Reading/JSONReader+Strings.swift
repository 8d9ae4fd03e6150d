extension JSONReader {
  /// Reads a string from its opening to its closing quote.
  mutating func string() throws(JSONError) -> String {
    let opening = offset
    offset += 1
    let start = offset
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { offset += 1 }
    if take("\"") { return try utf8(text[start..<offset - 1], opening) }
    var bytes = Array(text[start..<offset])
    while let byte = peek {
      if byte == UInt8(ascii: "\"") {
        offset += 1
        return try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in try utf8(buffer[...], opening) }
      }
      guard byte >= 0x20 else { throw error("control character in a string") }
      offset += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &bytes) } else { bytes.append(byte) }
    }
    throw error("unterminated string")
  }

  private func utf8(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ opening: Int) throws(JSONError) -> String {
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw JSONError(.encoding, "string is not valid UTF-8", at: opening, in: text)
    }
    return string
  }

  private mutating func escape(into bytes: inout [UInt8]) throws(JSONError) {
    guard let byte = peek else { throw error("unterminated string") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "u"): bytes.append(contentsOf: Array(String(try unicodeEscape()).utf8))
    default: throw error("unknown escape")
    }
  }

  /// The scalar of a `\uXXXX` escape or of a surrogate pair of them; a lone surrogate is refused.
  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let first = try hexadecimal4()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, take("\\"), take("u") else { throw error("lone surrogate", .encoding) }
    let second = try hexadecimal4()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw error("lone surrogate", .encoding) }
    return scalar
  }

  private mutating func hexadecimal4() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("expected four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }
}
