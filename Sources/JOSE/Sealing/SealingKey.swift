/// A secret that values are sealed with. It prints as nothing that could be one.
package struct SealingKey: Sendable, CustomStringConvertible, CustomReflectable {
  static let identifierBytes = 4

  private let secret: [UInt8]
  /// Says which key of a ring sealed a value; it tells nothing about the secret.
  let identifier: [UInt8]

  /// - Parameter secret: at least 32 random bytes.
  package init(secret: [UInt8]) throws(KeyError) {
    guard secret.count >= 32 else {
      throw KeyError(.weak, "a sealing key has at least 32 random bytes; this one has \(secret.count)")
    }
    self.secret = secret
    identifier = HKDF.derive(secret, info: Array("vmcp sealing identifier".utf8), bytes: Self.identifierBytes)
  }

  package static func generate() -> SealingKey {
    guard let key = try? SealingKey(secret: Random.bytes(32)) else { fatalError("32 bytes are a sealing key") }
    return key
  }

  package var description: String { "sealing key [redacted]" }
  package var customMirror: Mirror { Mirror(self, children: []) }

  /// A key of its own for each purpose, so that values of one purpose say nothing about those of another.
  func derive(_ purpose: String) -> [UInt8] {
    HKDF.derive(secret, info: Array("vmcp sealing for ".utf8) + Array(purpose.utf8), bytes: AES256GCM.keyBytes)
  }
}
