extension JSONScanner {
  /// Goes past a string, from its opening to its closing quote: escapes and UTF-8 are checked, nothing is decoded.
  mutating func skipString() throws(JSONError) {
    offset += 1
    while true {
      skipPlain()
      guard let byte = peek else { throw error("unterminated string") }
      switch byte {
      case UInt8(ascii: "\""):
        offset &+= 1
        return
      case UInt8(ascii: "\\"):
        offset &+= 1
        try skipEscape()
      case 0x80...: try skipScalar()
      case 0x20...: offset &+= 1
      default: throw error("control character in a string")
      }
    }
  }

  /// Goes over plain ASCII eight bytes at a time and stops at, or up to seven bytes before, a byte that is not.
  private mutating func skipPlain() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while offset &+ 8 <= text.count {
      let word = UInt64(
        littleEndian: UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let quotes = word ^ (ones &* 0x22)
      let backslashes = word ^ (ones &* 0x5C)
      // The lowest set bit is exact: a borrow spreads only upwards, from a byte that is itself marked.
      let marks =
        (((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes) | ((word &- ones &* 0x20) & ~word) | word)
        & highs
      guard marks == 0 else {
        offset &+= marks.trailingZeroBitCount >> 3
        return
      }
      offset &+= 8
    }
  }

  /// Goes past one sequence of RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
  private mutating func skipScalar() throws(JSONError) {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch text[offset] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: throw error("string is not valid UTF-8", .encoding)
    }
    guard offset + length <= text.count, second.contains(text[offset + 1]),
      text[(offset + 2)..<(offset + length)].allSatisfy({ 0x80...0xBF ~= $0 })
    else { throw error("string is not valid UTF-8", .encoding) }
    offset += length
  }

  private mutating func skipEscape() throws(JSONError) {
    guard let byte = peek else { throw error("unterminated string") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return
    case UInt8(ascii: "u"): break
    default: throw error("unknown escape")
    }
    switch try hexadecimal4() {
    case 0xD800...0xDBFF:
      guard take("\\"), take("u"), 0xDC00...0xDFFF ~= (try hexadecimal4()) else {
        throw error("lone surrogate", .encoding)
      }
    case 0xDC00...0xDFFF: throw error("lone surrogate", .encoding)
    default: return
    }
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
