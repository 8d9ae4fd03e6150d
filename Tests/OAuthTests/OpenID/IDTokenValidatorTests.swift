import JOSE
import JSON
import Testing

@testable import OAuth

@Suite struct IDTokenValidatorTests {
  static let now = 1_800_000_000
  let key = PrivateKey.generate(.rsa)
  let validator = IDTokenValidator(issuer: "https://idp.example", clientID: "0oa1")

  static func claims(_ changes: [String: JSONValue?] = [:]) -> JSONObject {
    var claims: JSONObject = [
      "iss": "https://idp.example", "aud": "0oa1", "sub": "00u1", "exp": .int(now + 300), "iat": .int(now),
      "nonce": "n-0S6_WzA2Mj", "groups": ["mcp-developers"],
    ]
    for (name, value) in changes { claims[name] = value }
    return claims
  }

  func validate(_ claims: JSONObject, nonce: String? = "n-0S6_WzA2Mj") throws -> JSONObject {
    try validator.validate(JWT.sign(claims, with: key), keys: JWKSet([JWK(key)]), nonce: nonce, now: Self.now)
  }

  @Test func `a good token gives its claims`() throws {
    #expect(try validate(Self.claims())["groups"] == ["mcp-developers"])
    #expect(try validate(Self.claims(["aud": ["0oa1", "other"], "azp": "0oa1"]))["sub"] == "00u1")
    #expect(try validate(Self.claims(["nonce": .none]), nonce: nil)["sub"] == "00u1")
  }

  @Test(
    arguments: [
      (["nonce": .none], TokenError.Code.wrongClaim), (["nonce": "other"], .wrongClaim), (["nonce": 7], .wrongClaim),
      (["azp": "0oa2"], .wrongClaim), (["azp": 1], .wrongClaim), (["aud": ["0oa1", "other"]], .wrongClaim),
      (["aud": "0oa2"], .wrongAudience), (["iss": "https://idp.example/"], .wrongIssuer),
      (["exp": .int(now - 60)], .expired), (["iat": .none], .wrongClaim), (["sub": .none], .missingSubject),
    ] as [([String: JSONValue?], TokenError.Code)])
  func `another token is refused`(changes: [String: JSONValue?], code: TokenError.Code) {
    #expect(#expect(throws: TokenError.self) { try validate(Self.claims(changes)) }?.code == code)
  }

  @Test func `a key that is not known says so, so that the keys can be fetched again`() {
    let token = JWT.sign(Self.claims(), with: PrivateKey.generate(.rsa))
    let error = #expect(throws: TokenError.self) {
      try validator.validate(token, keys: JWKSet([JWK(key)]), nonce: nil, now: Self.now)
    }
    #expect(error?.code == .unknownKey)
  }
}
