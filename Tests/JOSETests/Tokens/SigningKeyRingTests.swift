import JSON
import Testing

@testable import JOSE

@Suite struct SigningKeyRingTests {
  @Test("DIV-4: every key is published, the current one first, none twice")
  func published() {
    let keys = (0..<3).map { _ in PrivateKey.generate() }
    let ring = SigningKeyRing(current: keys[0], next: keys[1], previous: [keys[2], keys[0]])
    #expect(ring.publicKeys.keys.map(\.keyID) == keys.map(\.keyID))
    #expect(SigningKeyRing([]) == nil)
  }

  @Test func `tokens of the previous key verify after a rotation`() throws {
    let old = PrivateKey.generate()
    let before = SigningKeyRing(current: old)
    let after = try #require(SigningKeyRing([PrivateKey.generate(.ed25519), old]))
    let token = before.sign(JWTValidatorTests.claims())
    let validator = JWTValidator(issuer: JWTValidatorTests.issuer, audience: JWTValidatorTests.issuer)
    _ = try validator.validate(token, keys: after.publicKeys, now: JWTValidatorTests.now)
    let new = after.sign(JWTValidatorTests.claims())
    _ = try validator.validate(new, keys: after.publicKeys, now: JWTValidatorTests.now)
    #expect(throws: TokenError.self) {
      try validator.validate(new, keys: before.publicKeys, now: JWTValidatorTests.now)
    }
  }
}
