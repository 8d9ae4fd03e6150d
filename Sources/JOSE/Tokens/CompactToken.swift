import JSON

/// The three segments of a compact JWS (RFC 7515 section 7.1), decoded and not yet trusted.
struct CompactToken {
  let header: JSONObject
  let payload: [UInt8]
  let signature: [UInt8]
  /// What the signature is over: the first two segments as they were sent.
  let signingInput: [UInt8]

  init(parsing token: String, maximumBytes: Int) throws(TokenError) {
    let bytes = Array(token.utf8)
    guard bytes.count <= maximumBytes else {
      throw TokenError(.tooLarge, "token is larger than \(maximumBytes) bytes")
    }
    let segments = bytes.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
    guard segments.count == 3 else { throw TokenError(.malformed, "token is malformed: it has not three segments") }
    guard let header = Base64URL.decode(ascii: segments[0]), let payload = Base64URL.decode(ascii: segments[1]),
      let signature = Base64URL.decode(ascii: segments[2])
    else { throw TokenError(.malformed, "token is malformed: a segment is not base64url") }
    self.header = try Self.object(header, "header")
    self.payload = payload
    self.signature = signature
    signingInput = Array(bytes[..<segments[1].endIndex])
  }

  /// A JSON object; duplicate members make it none (RFC 7515 section 4, RFC 7519 section 4).
  static func object(_ bytes: [UInt8], _ name: String) throws(TokenError) -> JSONObject {
    do {
      guard let object = try JSONValue(reading: bytes, depth: 32).objectValue else {
        throw TokenError(.malformed, "token is malformed: its \(name) is not an object")
      }
      return object
    } catch let error as JSONError {
      let reason = error.code == .duplicateKey ? "has a duplicate member" : "is not JSON"
      throw TokenError(.malformed, "token is malformed: its \(name) \(reason)")
    } catch let error as TokenError {
      throw error
    } catch {
      throw TokenError(.malformed, "token is malformed")
    }
  }
}
