import HTTP

/// The token of a request (RFC 6750 section 2.1). Queries and forms are never looked at.
package enum BearerToken {
  /// - Throws: `BearerRefusal` without a token, with a field of another form, and with more than one field.
  package static func read(_ headers: HTTPHeaders) throws(BearerRefusal) -> String {
    let values = headers.values("Authorization")
    guard let value = values.first else { throw .missing }
    let scheme = value.prefix { $0 != " " }
    guard values.count == 1, scheme.lowercased() == "bearer" else { throw .malformed }
    let token = value.dropFirst(scheme.count).drop { $0 == " " }
    guard scheme.count < value.count else { throw .malformed }
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
