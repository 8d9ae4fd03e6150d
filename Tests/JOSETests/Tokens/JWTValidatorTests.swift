import JSON
import Testing

@testable import JOSE

@Suite struct JWTValidatorTests {
  static let now = 1_800_000_000
  static let issuer = "https://engineering-tools.example.com"
  let key = PrivateKey.generate()
  let validator = JWTValidator(issuer: issuer, audience: issuer, leewaySeconds: 5)

  static func claims(_ changes: [String: JSONValue?] = [:]) -> JSONObject {
    var claims: JSONObject = [
      "iss": .string(issuer), "aud": [.string(issuer)], "sub": "ada", "exp": .int(now + 60), "iat": .int(now),
    ]
    for (name, value) in changes { claims[name] = value }
    return claims
  }

  func validate(_ claims: JSONObject) throws -> JWT {
    try validator.validate(JWT.sign(claims, with: key), keys: JWKSet([JWK(key)]), now: Self.now)
  }

  @Test func `a good token gives its claims`() throws {
    let token = try validate(Self.claims())
    #expect(token.claims["sub"] == "ada")
    #expect(token.header["kid"] == .string(key.keyID))
    #expect(token.header["typ"] == "JWT")
    #expect(try validate(Self.claims(["aud": .string(Self.issuer)])).claims["sub"] == "ada")
    #expect(try validate(Self.claims(["aud": ["other", .string(Self.issuer)]])).claims["sub"] == "ada")
  }

  @Test(
    "GUIDE-023 GUIDE-110: each cause of refusal has its own code",
    arguments: [
      (["exp": .int(now - 5)], TokenError.Code.expired), (["exp": .double(Double(now) - 100.5)], .expired),
      (["exp": .none], .missingExpiry), (["exp": "tomorrow"], .malformed), (["exp": .null], .malformed),
      (["nbf": .int(now + 6)], .notYetValid), (["iat": .int(now + 6)], .issuedInFuture), (["nbf": "soon"], .malformed),
      (["iss": "https://sales-tools.example.com"], .wrongIssuer), (["iss": .string(issuer + "/")], .wrongIssuer),
      (["iss": .none], .wrongIssuer), (["aud": ["https://sales-tools.example.com"]], .wrongAudience),
      (["aud": []], .wrongAudience), (["aud": .none], .wrongAudience), (["aud": ["x": 1]], .wrongAudience),
      (["aud": .string(issuer + "/")], .wrongAudience), (["sub": .none], .missingSubject),
      (["sub": ""], .missingSubject), (["sub": 7], .missingSubject),
    ] as [([String: JSONValue?], TokenError.Code)])
  func refused(changes: [String: JSONValue?], code: TokenError.Code) {
    #expect(#expect(throws: TokenError.self) { try validate(Self.claims(changes)) }?.code == code)
  }

  @Test(
    "DIV-30: a small difference of clocks is forgiven, on each side",
    arguments: [["exp": .int(now - 4)], ["nbf": .int(now + 5)], ["iat": .int(now + 5)]] as [[String: JSONValue]])
  func leeway(changes: [String: JSONValue]) throws {
    _ = try validate(Self.claims(changes.mapValues(Optional.some)))
  }

  @Test func `duplicate claims are refused`() {
    let payload = #"{"iss":"\#(Self.issuer)","sub":"ada","sub":"root","aud":"\#(Self.issuer)","exp":9999999999}"#
    let token = JWS.sign(Array(payload.utf8), with: key)
    let error = #expect(throws: TokenError.self) { try validator.validate(token, keys: JWKSet([JWK(key)]), now: 1) }
    #expect(error?.code == .malformed)
    #expect(error?.reason == "token is malformed: its payload has a duplicate member")
  }

  @Test func `another key of the same name is noticed`() {
    let token = JWT.sign(Self.claims(), with: PrivateKey.generate())
    let error = #expect(throws: TokenError.self) {
      try validator.validate(token, keys: JWKSet([JWK(key)]), now: Self.now)
    }
    #expect(error?.code == .unknownKey)
  }

  @Test("GUIDE-110: the log names the expected and the actual value, the client's reason does not")
  func details() {
    let error = #expect(throws: TokenError.self) { try validate(Self.claims(["iss": "https://evil.example/\n\"x"])) }
    #expect(error?.detail == #"expected "\#(Self.issuer)", got "https://evil.example/?"x""#)
    #expect(error?.reason == "token has an invalid issuer")
  }

  @Test func `no error contains the token`() {
    let token = JWT.sign(Self.claims(["sub": ""]), with: key)
    let error = #expect(throws: TokenError.self) { try validate(Self.claims(["sub": ""])) }
    for part in token.split(separator: ".") { #expect(error.map { "\($0)".contains(part) } == false) }
  }

  @Test func `claims of a token that nobody checked can be read`() throws {
    let token = JWT.sign(Self.claims(), with: key)
    #expect(try JWT.unverifiedClaims(of: token)["sub"] == "ada")
    #expect(throws: TokenError.self) { try JWT.unverifiedClaims(of: "gho_opaque") }
    #expect(throws: TokenError.self) { try JWT.unverifiedClaims(of: token, maximumBytes: 10) }
  }
}
