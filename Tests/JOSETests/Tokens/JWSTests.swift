import JSON
import Testing

@testable import JOSE

@Suite struct JWSTests {
  @Test("tokens of another implementation verify, with every algorithm", arguments: ForeignTokens.tokens)
  func foreign(token: String) throws {
    let set = try JWKSet(reading: ForeignTokens.keys.utf8)
    let signed = try JWS(parsing: token)
    try signed.verify(with: set)
    #expect(signed.payload == Array(#"{"sub":"ada"}"#.utf8))
  }

  @Test("any change to a token is noticed", arguments: ForeignTokens.tokens)
  func tampered(token: String) throws {
    let set = try JWKSet(reading: ForeignTokens.keys.utf8)
    let parts = token.split(separator: ".").map(String.init)
    let other = Base64URL.encode(Array(#"{"sub":"eve"}"#.utf8))
    var signature = try #require(Base64URL.decode(parts[2]))
    signature[signature.count / 2] ^= 1
    for bad in [
      [parts[0], other, parts[2]], [parts[0], parts[1], Base64URL.encode(signature)], [parts[0], parts[1], ""],
      [parts[0], parts[1], Base64URL.encode(signature.dropLast())],
    ] {
      let signed = try JWS(parsing: bad.joined(separator: "."))
      #expect(#expect(throws: TokenError.self) { try signed.verify(with: set) }?.code == .badSignature)
    }
  }

  @Test("no character of a token can be another one", arguments: ForeignTokens.tokens.suffix(4))
  func everyCharacter(token: String) throws {
    let set = try JWKSet(reading: ForeignTokens.keys.utf8)
    let bytes = Array(token.utf8)
    for position in bytes.indices {
      for other in "A_=".utf8 where other != bytes[position] {
        var changed = bytes
        changed[position] = other
        #expect(throws: TokenError.self) {
          try JWS(parsing: String(decoding: changed, as: UTF8.self)).verify(with: set)
        }
      }
    }
  }

  static func text(_ header: String, _ payload: String = "{}", _ signature: String = "AAAA") -> String {
    [header, payload].map { Base64URL.encode(Array($0.utf8)) }.joined(separator: ".") + "." + signature
  }

  @Test(
    "tokens that may never verify are refused before any key is looked at",
    arguments: [
      (text(#"{"alg":"none"}"#, "{}", ""), TokenError.Code.unsupportedAlgorithm),
      (text(#"{"alg":"None","kid":"k"}"#), .unsupportedAlgorithm),
      (text(#"{"alg":"HS256","kid":"k"}"#), .unsupportedAlgorithm), (text(#"{"alg":"es256"}"#), .unsupportedAlgorithm),
      (text(#"{"alg":"ES256","crit":["exp"],"exp":1}"#), .unsupportedHeader),
      (text(#"{"alg":"ES256","b64":false}"#), .unsupportedHeader), (text(#"{"kid":"k"}"#), .malformed),
      (text(#"{"alg":["ES256"]}"#), .malformed), (text(#"{"alg":"ES256","kid":7}"#), .malformed),
      (text(#"{"alg":"ES256","alg":"none"}"#), .malformed), (text(#"["ES256"]"#), .malformed), (text("{"), .malformed),
      ("", .malformed), ("..", .malformed), ("a.b", .malformed), ("a.b.c.d.e", .malformed),
      (text(#"{"alg":"ES256"}"#, "{}", "AAAA="), .malformed), (text(#"{"alg":"ES256"}"#, "{}", "AB"), .malformed),
      (text(#"{"alg":"ES256"}"#) + "\n", .malformed), (String(repeating: "A", count: 16_385), .tooLarge),
    ])
  func refused(token: String, code: TokenError.Code) {
    #expect(#expect(throws: TokenError.self) { try JWS(parsing: token) }?.code == code)
  }

  @Test func `a key is used only with its own algorithm`() throws {
    let ec = PrivateKey.generate()
    let rsa = PrivateKey.generate(.rsa)
    // The header says RS256 and names the EC key.
    let header = #"{"alg":"RS256","kid":"\#(ec.keyID)"}"#
    let input = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array("{}".utf8))
    let token = try JWS(parsing: input + "." + Base64URL.encode(rsa.sign(Array(input.utf8))))
    let error = #expect(throws: TokenError.self) { try token.verify(with: JWKSet([JWK(ec), JWK(rsa)])) }
    #expect(error?.code == .unsupportedAlgorithm)
  }

  @Test func `a key that the token brings along is not used`() throws {
    let mine = PrivateKey.generate()
    let theirs = PrivateKey.generate()
    let header: JSONValue = [
      "alg": "ES256", "kid": .string(mine.keyID), "jwk": JWK(theirs).json, "jku": "https://evil.example/jwks",
    ]
    let input = Base64URL.encode(header.bytes()) + "." + Base64URL.encode(Array("{}".utf8))
    let token = try JWS(parsing: input + "." + Base64URL.encode(theirs.sign(Array(input.utf8))))
    #expect(#expect(throws: TokenError.self) { try token.verify(with: JWKSet([JWK(mine)])) }?.code == .badSignature)
  }

  @Test(arguments: ["../../etc/passwd", "' OR 1=1 --", "", "k\u{0}"])
  func `an unknown kid finds no key`(keyID: String) throws {
    let key = PrivateKey.generate()
    let header: JSONValue = ["alg": "ES256", "kid": .string(keyID)]
    let input = Base64URL.encode(header.bytes()) + "." + Base64URL.encode(Array("{}".utf8))
    let token = try JWS(parsing: input + "." + Base64URL.encode(key.sign(Array(input.utf8))))
    #expect(#expect(throws: TokenError.self) { try token.verify(with: JWKSet([JWK(key)])) }?.code == .unknownKey)
  }

  @Test func `without a kid the only key that fits may be used, if the caller says so`() throws {
    let key = PrivateKey.generate()
    let input = Base64URL.encode(Array(#"{"alg":"ES256"}"#.utf8)) + "." + Base64URL.encode(Array("{}".utf8))
    let token = try JWS(parsing: input + "." + Base64URL.encode(key.sign(Array(input.utf8))))
    let set = JWKSet([JWK(key), JWK(PrivateKey.generate(.ed25519))])
    try token.verify(with: set, requiresKeyID: false)
    #expect(#expect(throws: TokenError.self) { try token.verify(with: set) }?.code == .unknownKey)
    let ambiguous = JWKSet(set.keys + [JWK(PrivateKey.generate())])
    #expect(throws: TokenError.self) { try token.verify(with: ambiguous, requiresKeyID: false) }
  }
}
