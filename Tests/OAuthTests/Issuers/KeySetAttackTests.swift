import JOSE
import JSON
import Testing

@testable import OAuth

/// What somebody may try who can write tokens, or part of what the issuer publishes.
@Suite struct KeySetAttackTests {
  let script = ScriptedIssuer()
  private var keyID: String { script.key.keyID }

  private func token(_ header: JSONObject, signature: [UInt8] = Array(repeating: 1, count: 64)) -> String {
    [JSONValue.object(header).bytes(), JSONValue.object(ScriptedIssuer.claims).bytes(), signature]
      .map(Base64URL.encode).joined(separator: ".")
  }

  /// The genuine token of `key`, with a header of the attacker's.
  private func signed(_ header: JSONObject, with key: PrivateKey) -> String {
    let input = [JSONValue.object(header).bytes(), JSONValue.object(ScriptedIssuer.claims).bytes()]
      .map(Base64URL.encode).joined(separator: ".")
    return input + "." + Base64URL.encode(key.sign(Array(input.utf8)))
  }

  @Test(
    "algorithms that need no key, or a secret one, are none",
    arguments: ["none", "None", "NONE", "nOnE", "", "HS256", "HS384", "HS512", "dir", "RSA-OAEP", "ES256K", "es256"])
  func algorithm(_ name: String) async {
    let header: JSONObject = ["alg": .string(name), "kid": .string(keyID)]
    #expect(await script.issuer().code(token(header, signature: [])) == .unsupportedAlgorithm)
    #expect(await script.issuer().code(token(header)) == .unsupportedAlgorithm)
  }

  @Test("HS256 with the published key as its secret") func confusion() async {
    let secret = JWKSet(script.state.withLock { $0.keys }).json.bytes()
    let forged = token(["alg": "HS256", "kid": .string(keyID)], signature: SHA256Digest(of: secret).bytes)
    #expect(await script.issuer().code(forged) == .unsupportedAlgorithm)
  }

  @Test("another algorithm of the same family, and an RSA one with an EC key", arguments: ["ES384", "RS256", "EdDSA"])
  func otherAlgorithm(_ name: String) async {
    let forged = signed(["alg": .string(name), "kid": .string(keyID)], with: script.key)
    #expect(await script.issuer().code(forged) == .unsupportedAlgorithm)
  }

  @Test(
    "a kid is compared and nothing else is done with it",
    arguments: [
      "../../../../dev/null", "https://evil.example/keys", "file:///etc/passwd", "' OR '1'='1",
      "x' UNION SELECT 'k';--",
      "$(id)", "|id", "\u{0}", "", String(repeating: "k", count: 8_000),
    ])
  func keyID(_ name: String) async {
    let attacker = PrivateKey.generate()
    let issuer = script.issuer()
    #expect(await issuer.code(signed(["alg": "ES256", "kid": .string(name)], with: attacker)) == .unknownKey)
    #expect(script.requests.allSatisfy { $0.url.host == "idp.example.com" })
  }

  @Test("a kid that is no text", arguments: [.int(1), .null, ["a"], ["a": "b"], true] as [JSONValue])
  func keyIDKind(_ value: JSONValue) async {
    #expect(await script.issuer().code(signed(["alg": "ES256", "kid": value], with: .generate())) == .malformed)
  }

  @Test(
    "keys and addresses in the header are never used",
    arguments: ["jku", "x5u", "jwk", "x5c", "x5t"])
  func headerKeys(_ name: String) async {
    let attacker = PrivateKey.generate()
    let values: JSONObject = [
      "jku": "https://evil.example/keys", "x5u": "https://evil.example/cert", "jwk": JWK(attacker).json,
      "x5c": ["AAAA"], "x5t": "AAAA",
    ]
    var header: JSONObject = ["alg": "ES256", "kid": .string(keyID)]
    header[name] = values[name]
    let issuer = script.issuer()
    #expect(await issuer.code(signed(header, with: attacker)) == .badSignature)
    header["kid"] = .string(attacker.keyID)
    #expect(await issuer.code(signed(header, with: attacker)) == .unknownKey)
    #expect(script.requests.allSatisfy { $0.url.host == "idp.example.com" })
    header["kid"] = .string(keyID)
    #expect(await issuer.isGood(signed(header, with: script.key)), "a genuine token with such a member is no worse")
  }

  @Test("extensions that must be understood are not", arguments: ["crit", "b64"])
  func critical(_ name: String) async {
    var header: JSONObject = ["alg": "ES256", "kid": .string(keyID)]
    header[name] = name == "crit" ? ["exp"] : false
    #expect(await script.issuer().code(signed(header, with: script.key)) == .unsupportedHeader)
  }

  @Test("a huge token and a deep one are refused before anything is asked") func size() async {
    let issuer = script.issuer()
    #expect(await issuer.code(script.token(["x": .string(String(repeating: "x", count: 16_384))])) == .tooLarge)
    let deep = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
    let forged = ["{\"alg\":\"ES256\",\"kid\":\(deep)}", "{}", ""].map { Base64URL.encode(Array($0.utf8)) }
    #expect(await issuer.code(forged.joined(separator: ".")) == .malformed)
    #expect(script.requests.isEmpty)
    let payload = "{\"iss\":\"\(ScriptedIssuer.name)\",\"x\":\(deep)}"
    #expect(await issuer.code(JWS.sign(Array(payload.utf8), with: script.key)) == .malformed)
  }

  /// What a poisoned set holds, and whether the genuine token still passes; the attacker's never does.
  @Test(
    "a poisoned key set lets nobody in",
    arguments: [
      ("a key twice", true), ("oct beside", true), ("private", false), ("mixed kty and alg", true),
      ("weak RSA", true), ("too many", false), ("off the curve", true), ("for encryption", true),
    ])
  func poisoned(_ kind: String, _ genuinePasses: Bool) async {
    let genuine = JWK(script.key).json
    let attacker = PrivateKey.generate()
    let other: JSONValue =
      switch kind {
      case "oct beside": ["kty": "oct", "kid": .string(attacker.keyID), "k": "AAAA"]
      case "private": with(JWK(attacker).json, "d", "AAAA")
      case "mixed kty and alg": with(JWK(attacker).json, "alg", "RS256")
      case "weak RSA": ["kty": "RSA", "kid": .string(attacker.keyID), "n": "AQAB", "e": "AQAB"]
      case "off the curve":
        with(JWK(attacker).json, "y", .string(Base64URL.encode([UInt8](repeating: 7, count: 32))))
      case "for encryption": with(JWK(attacker).json, "use", "enc")
      default: genuine
      }
    let keys = Array(repeating: other, count: kind == "too many" ? 200 : 1) + [genuine]
    script.change { $0.answers["/keys"] = (200, (["keys": .array(keys)] as JSONValue).text()) }
    let issuer = script.issuer()
    #expect(await issuer.isGood(script.token()) == genuinePasses)
    #expect(await issuer.isGood(script.token(key: attacker)) == false)
    let forged = token(["alg": "HS256", "kid": .string(attacker.keyID)])
    #expect(await issuer.isGood(forged) == false)
  }

  @Test("two keys of one name: what the issuer signed passes, what neither signed does not") func sameName() async {
    let second = PrivateKey.generate()
    script.change {
      $0.keys = [JWK(script.key), JWK(keyID: script.key.keyID, algorithm: .es256, key: second.publicKey)]
    }
    let issuer = script.issuer()
    #expect(await issuer.isGood(script.token()))
    #expect(await issuer.isGood(signed(["alg": "ES256", "kid": .string(keyID)], with: second)))
    #expect(await issuer.code(signed(["alg": "ES256", "kid": .string(keyID)], with: .generate())) == .badSignature)
  }

  @Test("the token of another team, by its key, its issuer and its audience alone") func otherTeam() async {
    let issuer = script.issuer()
    #expect(await issuer.isGood(script.token()))
    #expect(await issuer.code(script.token(key: .generate())) == .unknownKey)
    #expect(await issuer.code(script.token(["iss": "https://sales.example.com"])) == .wrongIssuer)
    #expect(await issuer.code(script.token(["aud": "https://sales.example.com"])) == .wrongAudience)
  }

  private func with(_ json: JSONValue, _ name: String, _ value: JSONValue) -> JSONValue {
    var json = json
    json[name] = value
    return json
  }
}
