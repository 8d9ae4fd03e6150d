/// A string as Cedar compares it: scalar by scalar, never by canonical equivalence, as Swift's `String` would.
package struct CedarString: Sendable {
  package let string: String

  package init(_ string: String) { self.string = string }
}

extension CedarString: Hashable {
  package static func == (left: CedarString, right: CedarString) -> Bool {
    left.string.utf8.elementsEqual(right.string.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    var copy = string
    copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }
}

extension CedarString: Comparable {
  package static func < (left: CedarString, right: CedarString) -> Bool {
    left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
  }
}

extension CedarString: ExpressibleByStringLiteral, CustomStringConvertible {
  package init(stringLiteral value: String) { string = value }
  package var description: String { string }

  /// As a Cedar string literal.
  package var quoted: String {
    guard !string.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }) else {
      return "\"\(string)\""
    }
    var text = "\""
    for scalar in string.unicodeScalars { Self.append(scalar, to: &text) }
    return text + "\""
  }

  /// Adds a scalar as it stands in a string literal. What a reader would not see is written as an escape: controls, line
  /// and direction marks, a byte order mark.
  static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case "\0": text += "\\0"
    case "\u{1}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{61C}", "\u{200E}", "\u{200F}", "\u{2028}"..."\u{202E}",
      "\u{2066}"..."\u{2069}", "\u{FEFF}":
      text += "\\u{\(String(scalar.value, radix: 16))}"
    default: text.unicodeScalars.append(scalar)
    }
  }
}
