import Testing

@testable import JOSE

@Suite struct PrivateKeyTests {
  @Test(
    "PEM in PKCS#1, SEC1 and PKCS#8 is read; the key identifier is what another implementation computes",
    arguments: [
      (TestKey.pkcs1, SignatureAlgorithm.rs256, "dI4uBTKDzDJYKmdpAFtGH6_X6d0PeHvu7UV_C3dd4ME"),
      (TestKey.sec1, .es256, "U7XDsK24N1BPSUGnNmT8fEQq82knbfv-Igfb7AO8oAE"),
      (TestKey.compressed, .es256, "U7XDsK24N1BPSUGnNmT8fEQq82knbfv-Igfb7AO8oAE"),
      (TestKey.p384, .es384, "p3DSeNAagmGBW9lFVmuOzoNuGsnqcJB5130of3CqqxM"),
      (TestKey.p521, .es512, "YZqsZ9Zmzdj9onWId4tknGpgO_gCOdGDC8KiuzfXz5U"),
      (TestKey.ed25519, .edDSA, "erciAT3KAm9lKXNL5t0bpcNSaJW2QDw_RlgIT_iuti0"),
    ])
  func reads(test: TestKey, algorithm: SignatureAlgorithm, keyID: String) throws {
    let key = try PrivateKey(pem: test.pem)
    #expect(key.algorithm == algorithm)
    #expect(key.keyID == keyID)
    let copy = try PrivateKey(pem: key.pem)
    #expect(key.pem.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
    #expect(copy.keyID == keyID)
    let message = Array("message".utf8)
    #expect(key.publicKey.verify(copy.sign(message), of: message, algorithm))
    #expect(!key.publicKey.verify(copy.sign(message), of: Array("Message".utf8), algorithm))
  }

  @Test(
    "keys that may not sign are refused with their reason",
    arguments: [
      (TestKey.encrypted, KeyError.Code.unsupported, "encrypted"), (TestKey.weak, .weak, "1024 bits"),
      (TestKey.koblitz, .unsupported, "secp256k1"), (TestKey("empty", ""), .malformed, "BEGIN"),
      (TestKey("a password", "hunter2"), .malformed, "BEGIN"),
      (TestKey("no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"), .malformed, "PKCS#8"),
      (
        TestKey("huge", "-----BEGIN PRIVATE KEY-----\n" + String(repeating: "A", count: 70_000)), .tooLarge,
        "65536"
      ),
    ])
  func refuses(test: TestKey, code: KeyError.Code, words: String) {
    let error = #expect(throws: KeyError.self) { try PrivateKey(pem: test.pem) }
    #expect(error?.code == code)
    #expect(error?.reason.contains(words) == true)
    #expect(error?.reason.contains("hunter2") == false)
  }

  @Test(arguments: [
    KeyType.ellipticCurve(.p256), .ellipticCurve(.p384), .ellipticCurve(.p521), .ed25519, .rsa,
  ])
  func `a generated key signs for itself alone`(type: KeyType) {
    let key = PrivateKey.generate(type)
    let other = PrivateKey.generate(type)
    let message = Array("message".utf8)
    #expect(key.type == type)
    #expect(key.publicKey.verify(key.sign(message), of: message, key.algorithm))
    #expect(!other.publicKey.verify(key.sign(message), of: message, key.algorithm))
    #expect(key.keyID != other.keyID)
  }

  @Test func `a signature of another length is none`() {
    let key = PrivateKey.generate()
    let message = Array("message".utf8)
    let signature = key.sign(message)
    #expect(signature.count == 64)
    for bad in [[], Array(signature.dropLast()), signature + [0], [UInt8](repeating: 0, count: 64)] {
      #expect(!key.publicKey.verify(bad, of: message, .es256))
    }
  }

  @Test func `neither key prints what it is made of`() {
    let key = PrivateKey.generate()
    var dumped = ""
    dump(key, to: &dumped)
    #expect("\(key)" == "private key \(key.keyID)")
    #expect(!dumped.contains("pointer"))
    dumped = ""
    dump(SealingKey.generate(), to: &dumped)
    #expect(!dumped.contains("secret"))
  }
}
