import Testing

@testable import JOSE

@Suite struct SealingKeyRingTests {
  let ring: SealingKeyRing
  let key = SealingKey.generate()

  init() throws {
    ring = try #require(SealingKeyRing([key]))
  }

  @Test(arguments: [0, 1, 15, 16, 17, 4096])
  func `what was sealed opens`(count: Int) throws {
    let value = Random.bytes(count)
    let sealed = ring.seal(value, purpose: "code", context: "issuer")
    #expect(try ring.open(sealed, purpose: "code", context: "issuer") == value)
    #expect(ring.seal(value, purpose: "code", context: "issuer") != sealed)
  }

  @Test func `another purpose, context or key does not open it`() throws {
    let sealed = ring.seal([1, 2, 3], purpose: "code", context: "issuer")
    #expect(throws: SealingError()) { try ring.open(sealed, purpose: "refresh", context: "issuer") }
    #expect(throws: SealingError()) { try ring.open(sealed, purpose: "code", context: "other") }
    #expect(throws: SealingError()) { try ring.open(sealed, purpose: "codei", context: "ssuer") }
    let other = try #require(SealingKeyRing([SealingKey.generate()]))
    #expect(throws: SealingError()) { try other.open(sealed, purpose: "code", context: "issuer") }
  }

  @Test func `a change of any byte is noticed`() throws {
    let bytes = try #require(Base64URL.decode(ring.seal([1, 2, 3], purpose: "code")))
    for position in bytes.indices {
      var changed = bytes
      changed[position] ^= 0x10
      #expect(throws: SealingError()) { try ring.open(Base64URL.encode(changed), purpose: "code") }
      #expect(throws: SealingError()) { try ring.open(Base64URL.encode(bytes[..<position]), purpose: "code") }
    }
  }

  @Test(arguments: ["", "AAAA", "not base64!", String(repeating: "A", count: 65_540)])
  func `what is not sealed is refused`(text: String) {
    #expect(throws: SealingError()) { try ring.open(text, purpose: "code") }
  }

  @Test func `after a rotation the old key opens and the new one seals`() throws {
    let old = ring.seal([7], purpose: "refresh")
    let new = SealingKey.generate()
    let rotated = try #require(SealingKeyRing([new, key]))
    #expect(try rotated.open(old, purpose: "refresh") == [7])
    let sealed = rotated.seal([8], purpose: "refresh")
    #expect(throws: SealingError()) { try ring.open(sealed, purpose: "refresh") }
    #expect(SealingKeyRing([]) == nil)
  }

  @Test func `a short secret is refused`() {
    #expect(throws: KeyError.self) { try SealingKey(secret: Random.bytes(31)) }
  }

  @Test func `equal secrets make the same ring in every replica`() throws {
    let secret = Random.bytes(48)
    let one = try #require(SealingKeyRing([SealingKey(secret: secret)]))
    let two = try #require(SealingKeyRing([SealingKey(secret: secret)]))
    #expect(try two.open(one.seal([9], purpose: "code"), purpose: "code") == [9])
  }
}
