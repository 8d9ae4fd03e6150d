import Testing

@testable import JOSE

@Suite struct PrimitivesTests {
  @Test func `SHA-256 of the FIPS examples`() {
    #expect(hex(SHA256Digest(of: "abc").bytes) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(hex(SHA256Digest(of: "").bytes) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(SHA256Digest(of: "a") != SHA256Digest(of: "b"))
    #expect(SHA256Digest(of: [0x61][...]) == SHA256Digest(of: "a"))
  }

  @Test func `HKDF gives the first example of RFC 5869`() {
    let output = HKDF.derive(
      [UInt8](repeating: 0x0B, count: 22), salt: Array(0...12), info: Array(0xF0...0xF9), bytes: 42)
    let expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    #expect(hex(output) == expected)
  }

  @Test func `comparison tells equal from different`() {
    #expect(ConstantTime.equal("secret", "secret"))
    #expect(ConstantTime.equal([UInt8](), []))
    #expect(!ConstantTime.equal("secret", "secreT"))
    #expect(!ConstantTime.equal("secret", "secret "))
  }

  @Test func `random values have their length and differ`() {
    #expect(Random.bytes(0).isEmpty)
    #expect(Random.bytes(33).count == 33)
    #expect(Random.token().utf8.count == 43)
    #expect(Set((0..<100).map { _ in Random.token(bytes: 16) }).count == 100)
    let uuid = Array(Random.uuid())
    #expect(uuid.count == 36 && uuid[14] == "4" && "89ab".contains(uuid[19]) && uuid[8] == "-")
  }

  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
