import COpenSSL

/// An `EVP_PKEY` that is freed with the last reference to it.
///
/// Unchecked because the compiler cannot know: the key is complete when the handle is made, nothing here changes it
/// afterwards, and OpenSSL lets threads use one key at the same time as long as each has its own context.
final class KeyHandle: @unchecked Sendable {
  let pointer: OpaquePointer

  init(owning pointer: OpaquePointer) { self.pointer = pointer }

  deinit { EVP_PKEY_free(pointer) }

  /// - Throws: `unsupported` for types and curves that are not used here, `weak` for RSA keys below 2,048 bits.
  func type() throws(KeyError) -> KeyType {
    switch EVP_PKEY_get_base_id(pointer) {
    case EVP_PKEY_RSA:
      let bits = EVP_PKEY_get_bits(pointer)
      guard bits >= 2048 else { throw KeyError(.weak, "the RSA key has \(bits) bits; 2048 are the least") }
      guard bits <= 8192 else { throw KeyError(.unsupported, "the RSA key has \(bits) bits; 8192 are the most") }
      return .rsa
    case EVP_PKEY_EC:
      var name = [CChar](repeating: 0, count: 64)
      var length = 0
      guard EVP_PKEY_get_group_name(pointer, &name, name.count, &length) == 1 else {
        ERR_clear_error()
        throw KeyError(.unsupported, "the elliptic curve has no name")
      }
      let group = String(decoding: name.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
      guard let curve = EllipticCurve.allCases.first(where: { $0.group == group }) else {
        throw KeyError(.unsupported, "the elliptic curve \(group) is not supported; P-256, P-384 and P-521 are")
      }
      return .ellipticCurve(curve)
    case EVP_PKEY_ED25519: return .ed25519
    default: throw KeyError(.unsupported, "the key type is not supported; RSA, EC and Ed25519 are")
    }
  }

  /// A big-endian integer parameter; at least `count` bytes long.
  func integer(_ name: String, bytes count: Int = 0) throws(KeyError) -> [UInt8] {
    var number: OpaquePointer?
    defer { BN_free(number) }
    guard EVP_PKEY_get_bn_param(pointer, name, &number) == 1, let number else {
      ERR_clear_error()
      throw KeyError(.malformed, "the key has no parameter \(name)")
    }
    let length = Swift.max(count, Int(BN_num_bits(number) + 7) / 8)
    var bytes = [UInt8](repeating: 0, count: length)
    BN_bn2binpad(number, &bytes, Int32(length))
    return bytes
  }
}
