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
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0": text += "\\0"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
