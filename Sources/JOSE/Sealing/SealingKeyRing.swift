/// Seals values that others keep for us: AES-256-GCM under a key derived for the purpose, with the purpose and a context
/// as associated data. The first key seals, all open.
///
/// A sealed value is base64url of version (1 byte), key identifier (4), nonce (12), ciphertext, tag (16). Nonces are
/// random: one key may seal 2^32 values of a purpose (NIST SP 800-38D section 8.3).
package struct SealingKeyRing: Sendable {
  /// The longest text that is opened.
  package static let maximumBytes = 65_536

  private static let version: UInt8 = 1
  private static let prefixBytes = 1 + SealingKey.identifierBytes

  private let keys: [SealingKey]

  /// - Returns: `nil` without any key.
  package init?(_ keys: [SealingKey]) {
    guard !keys.isEmpty else { return nil }
    self.keys = keys
  }

  /// - Parameters:
  ///   - purpose: what kind of value it is: `authorization-code`. A value opens for its own purpose only.
  ///   - context: what else must be the same when it is opened, for example the issuer.
  package func seal(_ bytes: [UInt8], purpose: String, context: String = "") -> String {
    Base64URL.encode(sealBytes(bytes, purpose: purpose, context: context))
  }

  package func open(_ text: String, purpose: String, context: String = "") throws(SealingError) -> [UInt8] {
    guard text.utf8.count <= Self.maximumBytes, let bytes = Base64URL.decode(text) else { throw SealingError() }
    return try openBytes(bytes, purpose: purpose, context: context)
  }

  /// As `seal`, without base64url: for values that lie in a storage.
  package func sealBytes(_ bytes: [UInt8], purpose: String, context: String = "") -> [UInt8] {
    let key = keys[0]
    let prefix = [Self.version] + key.identifier
    let nonce = Random.bytes(AES256GCM.nonceBytes)
    let sealed = AES256GCM.seal(
      bytes, key: key.derive(purpose), nonce: nonce, associated: Self.associated(prefix, purpose, context))
    return prefix + nonce + sealed
  }

  /// Opens what `sealBytes` made; the caller bounds its length.
  package func openBytes(_ bytes: [UInt8], purpose: String, context: String = "") throws(SealingError) -> [UInt8] {
    guard bytes.count >= Self.prefixBytes + AES256GCM.nonceBytes + AES256GCM.tagBytes, bytes[0] == Self.version else {
      throw SealingError()
    }
    let prefix = Array(bytes[..<Self.prefixBytes])
    let nonce = Array(bytes[Self.prefixBytes...].prefix(AES256GCM.nonceBytes))
    let sealed = bytes[(Self.prefixBytes + AES256GCM.nonceBytes)...]
    for key in keys where prefix[1...].elementsEqual(key.identifier) {
      if let opened = AES256GCM.open(
        sealed, key: key.derive(purpose), nonce: nonce, associated: Self.associated(prefix, purpose, context))
      {
        return opened
      }
    }
    throw SealingError()
  }

  /// Unambiguous: the purpose is preceded by its length.
  private static func associated(_ prefix: [UInt8], _ purpose: String, _ context: String) -> [UInt8] {
    let length = withUnsafeBytes(of: UInt32(purpose.utf8.count).bigEndian, Array.init)
    return prefix + length + Array(purpose.utf8) + Array(context.utf8)
  }
}
