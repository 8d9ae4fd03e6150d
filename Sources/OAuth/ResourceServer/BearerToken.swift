import HTTP

/// The token of a request (RFC 6750 section 2.1). Queries and forms are never looked at.
package enum BearerToken {
  /// - Throws: `BearerRefusal` without a token, with a field of another form, and with more than one field.
  package static func read(_ headers: HTTPHeaders) throws(BearerRefusal) -> String {
    let token = try presented(headers)
    try check(token)
    return token
  }

  /// The same before the token's own form is checked: enough to look for a token that was checked before.
  package static func presented(_ headers: HTTPHeaders) throws(BearerRefusal) -> String {
    let values = headers.values("Authorization")
    guard let value = values.first else { throw .missing }
    guard values.count == 1 else { throw .repeated }
    let bytes = value.utf8
    let scheme = bytes.prefix { $0 != UInt8(ascii: " ") }
    // Without case: RFC 9110 section 11.1.
    guard scheme.elementsEqual("bearer".utf8, by: { $0 >= 0x41 && $0 | 0x20 == $1 }) else { throw .malformed }
    // The space behind a scheme without a token is gone when a field has been read from the wire.
    let start = bytes[scheme.endIndex...].firstIndex { $0 != UInt8(ascii: " ") }
    guard let start else { throw .empty }
    return String(value[start...])
  }

  /// - Throws: for text that is no `b64token`.
  package static func check(_ token: String) throws(BearerRefusal) {
    guard token.utf8.allSatisfy(isTokenCharacter) else { throw .malformed }
  }

  /// `b64token`, RFC 6750 section 2.1.
  private static func isTokenCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "-._~+/=".utf8.contains(byte)
    }
  }
}
