import JSON

/// The keys of one issuer. The current one signs; all are published, so that tokens of the previous ones still verify
/// and the next one is known everywhere before it is used.
package struct SigningKeyRing: Sendable {
  package let current: PrivateKey
  /// The public part of every key, the current one first, none twice.
  package let publicKeys: JWKSet

  package init(current: PrivateKey, next: PrivateKey? = nil, previous: [PrivateKey] = []) {
    self.current = current
    var keys: [JWK] = []
    for key in [current] + (next.map { [$0] } ?? []) + previous where !keys.contains(where: { $0.keyID == key.keyID }) {
      keys.append(JWK(key))
    }
    publicKeys = JWKSet(keys)
  }

  /// The first key signs, the others are published only.
  /// - Returns: `nil` without any key.
  package init?(_ keys: [PrivateKey]) {
    guard let current = keys.first else { return nil }
    self.init(current: current, previous: Array(keys.dropFirst()))
  }

  /// A token with these claims, signed with the current key.
  package func sign(_ claims: JSONObject, type: String = "JWT") -> String {
    JWT.sign(claims, with: current, type: type)
  }
}
