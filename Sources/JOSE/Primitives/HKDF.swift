import COpenSSL

/// HKDF with SHA-256 (RFC 5869).
enum HKDF {
  static func derive(_ secret: [UInt8], salt: [UInt8] = [], info: [UInt8], bytes count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard
        vmcp_hkdf_sha256(secret, secret.count, salt, salt.count, info, info.count, buffer.baseAddress, count) == 1
      else { fatalError("HKDF is not available in OpenSSL") }
      initialized = count
    }
  }
}
