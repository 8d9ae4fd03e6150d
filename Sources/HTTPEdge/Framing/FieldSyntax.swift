/// What may stand in a header section (RFC 9110 section 5).
enum FieldSyntax {
  /// A token of RFC 9110 section 5.6.2: methods and field names.
  static func isToken(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isTokenByte)
  }

  /// A field value without line breaks and other control characters, tab excepted.
  static func isValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }

  /// A request target: printable ASCII without the fragment sign.
  static func isTarget(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
  }

  /// `uri-host [":" port]` as far as characters go: no space, no path, no user information.
  static func isHost(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/\\@?#\"<>{}|^`".utf8.contains($0) }
  }

  /// Equality of ASCII text without regard to case.
  static func equal(_ left: String, _ right: StaticString) -> Bool {
    guard left.utf8.count == right.utf8CodeUnitCount else { return false }
    return right.withUTF8Buffer { right in
      zip(left.utf8, right).allSatisfy { $0 == $1 || (lower($0) == lower($1)) }
    }
  }

  /// Whether a comma-separated list holds an element, compared without case.
  static func list(_ value: String, holds element: StaticString) -> Bool {
    value.split(separator: ",").contains { part in
      equal(String(part.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }), element)
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
