import HTTP

/// The token of a request (RFC 6750 section 2.1). Queries and forms are never looked at.
package enum BearerToken {
  /// - Throws: `BearerRefusal` without a token, with a field of another form, and with more than one field.
  package static func read(_ headers: HTTPHeaders) throws(BearerRefusal) -> String {
    let values = headers.values("Authorization")
    guard let value = values.first else { throw .missing }
    guard values.count == 1 else { throw .repeated }
    let scheme = value.prefix { $0 != " " }
    // Without case: RFC 9110 section 11.1.
    guard scheme.lowercased() == "bearer" else { throw .malformed }
    // The space behind a scheme without a token is gone when a field has been read from the wire.
    let token = value.dropFirst(scheme.count).drop { $0 == " " }
    guard !token.isEmpty else { throw .empty }
    guard token.utf8.allSatisfy(isTokenCharacter) else { throw .malformed }
    return String(token)
  }

  /// `b64token`, RFC 6750 section 2.1.
  private static func isTokenCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "-._~+/=".utf8.contains(byte)
    }
  }
}
