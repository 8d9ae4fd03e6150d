import JSON
import Testing

@testable import JOSE

@Suite struct JWKSetTests {
  /// The key of RFC 7638 section 3.1.
  static let modulus = """
    0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknj\
    hMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQ\
    vRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzK\
    nqDKgw
    """

  @Test func `thumbprints of RFC 7638 and RFC 8037`() throws {
    let rsa = try JWK(reading: ["kty": "RSA", "n": .string(Self.modulus), "e": "AQAB", "alg": "RS256"])
    #expect(rsa.key.thumbprint == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
    let ed = try JWK(
      reading: ["kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"])
    #expect(ed.key.thumbprint == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
  }

  @Test func `a set keeps its usable keys and says why it left out the others`() throws {
    let set = try JWKSet(reading: ForeignTokens.keys.utf8)
    #expect(set.keys.map(\.keyID) == ["rsa", "ec256", "ec384", "ec512", "ed"])
    #expect(set.skipped.map(\.code) == [.unsupported, .unsupported])
    #expect(try JWKSet(reading: set.json.bytes()) == JWKSet(set.keys))
  }

  @Test(arguments: [KeyType.ellipticCurve(.p256), .ellipticCurve(.p521), .ed25519, .rsa])
  func `what is published has the members of RFC 7517 and nothing private`(type: KeyType) throws {
    let key = PrivateKey.generate(type)
    let json = JWK(key).json
    #expect(json["use"] == "sig")
    #expect(json["kid"] == .string(key.keyID))
    #expect(json["alg"] == .string(key.algorithm.rawValue))
    for name in ["d", "p", "q", "dp", "dq", "qi", "k"] { #expect(json[name] == nil) }
    #expect(try JWK(reading: json).key == key.publicKey)
  }

  @Test(
    "a set is refused when it is none, too large, without usable keys, or with a private key",
    arguments: [
      ("", KeyError.Code.malformed), ("[]", .malformed), (#"{"keys":{}}"#, .malformed), (#"{"keys":[]}"#, .noUsableKey),
      (#"{"keys":[{"kty":"oct","k":"AAAA"}]}"#, .noUsableKey),
      (#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA","d":"AA"}]}"#, .privateMaterial),
      (#"{"keys":["# + String(repeating: "{},", count: 100) + "{}]}", .tooLarge),
      (String(repeating: " ", count: 262_145), .tooLarge),
    ])
  func refuses(text: String, code: KeyError.Code) {
    #expect(#expect(throws: KeyError.self) { try JWKSet(reading: text.utf8) }?.code == code)
  }

  @Test(
    "a key that is not a good one is refused",
    arguments: [
      ["kty": "RSA", "n": "AQAB", "e": "AQAB"], ["kty": "RSA", "n": .string(modulus), "e": "AQ"],
      ["kty": "RSA", "n": .string(modulus), "e": "Ag"], ["kty": "RSA", "n": .string(modulus), "e": "AQABAQABAQABAQAB"],
      ["kty": "RSA", "n": .string(modulus + "="), "e": "AQAB"], ["kty": "RSA", "n": .string(modulus)],
      ["kty": "RSA", "n": .string(modulus), "e": "AQAB", "use": "enc"],
      ["kty": "RSA", "n": .string(modulus), "e": "AQAB", "alg": "HS256"],
      ["kty": "RSA", "n": .string(modulus), "e": "AQAB", "alg": "ES256"],
      ["kty": "EC", "crv": "P-256", "x": .string(point), "y": .string(point)],
      ["kty": "EC", "crv": "P-384", "x": .string(point), "y": .string(point)],
      ["kty": "OKP", "crv": "Ed25519", "x": "AAAA"], ["kty": "OKP", "crv": "X25519", "x": .string(point)], [:], "key",
    ] as [JSONValue])
  func refusesKey(json: JSONValue) {
    #expect(throws: KeyError.self) { try JWK(reading: json) }
  }

  /// 32 bytes; with itself as y no point of P-256.
  static let point = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

  @Test func `keys that share a name are told apart by their algorithm`() throws {
    let rsa = PrivateKey.generate(.rsa)
    let ec = PrivateKey.generate()
    let set = JWKSet([
      JWK(keyID: "k", algorithm: nil, key: rsa.publicKey), JWK(keyID: "k", algorithm: nil, key: ec.publicKey),
      JWK(keyID: "l", algorithm: .rs256, key: rsa.publicKey),
    ])
    #expect(set.candidates("k", .es256).map(\.key) == [ec.publicKey])
    #expect(set.candidates("k", .ps384).map(\.key) == [rsa.publicKey])
    #expect(set.candidates("l", .ps384).isEmpty)
    #expect(set.candidates(nil, .es256).map(\.key) == [ec.publicKey])
    #expect(set.candidates(nil, .rs256).isEmpty)
    #expect(set.candidates("m", .es256).isEmpty)
  }
}
