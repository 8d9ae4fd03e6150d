import GatewayDocument

/// Where new keys come from.
package protocol KeyMaker: Sendable {
  /// A P-256 private key in PEM, for ES256.
  func signingKey() throws -> SecretValue
  /// 32 random bytes.
  func sealingKey() throws -> SecretValue
}
