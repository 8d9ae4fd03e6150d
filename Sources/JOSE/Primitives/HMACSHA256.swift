import COpenSSL

/// HMAC with SHA-256 (RFC 2104).
package enum HMACSHA256 {
  /// The 32 bytes of the code.
  package static func code(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 32) { buffer, initialized in
      var length = 0
      guard
        EVP_Q_mac(
          nil, "HMAC", nil, "SHA256", nil, key, key.count, message, message.count, buffer.baseAddress, 32, &length)
          != nil, length == 32
      else { fatalError("HMAC is not available in OpenSSL") }
      initialized = length
    }
  }
}
