import COpenSSL

/// The cryptographically secure generator of OpenSSL.
package enum Random {
  /// - Precondition: the generator works. Without randomness there is no safe way to go on.
  package static func bytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard count == 0 || RAND_bytes(buffer.baseAddress, Int32(count)) == 1 else {
        fatalError("the random generator failed")
      }
      initialized = count
    }
  }

  /// A base64url text of `count` random bytes: 43 characters for 32 bytes.
  package static func token(bytes count: Int = 32) -> String { Base64URL.encode(bytes(count)) }

  /// A version 4 UUID (RFC 9562 section 5.4), lower-case.
  package static func uuid() -> String {
    var bytes = bytes(16)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = ""
    for (position, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(position) { text += "-" }
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return text
  }
}
