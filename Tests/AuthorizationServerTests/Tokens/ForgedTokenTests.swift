import JOSE
import JSON
import Testing

@testable import AuthorizationServer

/// Tokens that nobody minted here, at the verifier of the gateway.
@Suite struct ForgedTokenTests {
  let issuer = "https://engineering-tools.example.com"
  let key = PrivateKey.generate()
  let seals = SealingKeyRing([.generate()])!
  let now = 1_800_000_000

  var verifier: AccessTokenVerifier {
    AccessTokenVerifier(
      issuer: issuer, audience: issuer, leewaySeconds: 5, keys: SigningKeyRing(current: key).publicKeys, seals: seals)
  }

  var claims: JSONObject {
    ["iss": .string(issuer), "aud": [.string(issuer)], "sub": "root", "exp": .int(now + 60), "iat": .int(now)]
  }

  func code(_ token: String) -> TokenError.Code? {
    do throws(TokenError) {
      _ = try verifier.verify(token, now: now)
      return nil
    } catch {
      return error.code
    }
  }

  func token(_ header: JSONObject, _ signature: [UInt8]) -> String {
    [JSONValue.object(header).bytes(), JSONValue.object(claims).bytes(), signature].map(Base64URL.encode)
      .joined(separator: ".")
  }

  @Test func `a genuine token passes, so the others fail for their own reason`() {
    #expect(code(JWT.sign(claims, with: key)) == nil)
  }

  @Test func `without a signature`() {
    #expect(code(token(["alg": "none"], [])) == .unsupportedAlgorithm)
    #expect(code(token(["alg": "ES256", "kid": .string(key.keyID)], [])) == .badSignature)
    #expect(code(token(["alg": "ES256", "kid": .string(key.keyID)], Array(repeating: 0, count: 64))) == .badSignature)
  }

  @Test("signed with HMAC under the public key as its secret")
  func confusion() {
    let header: JSONObject = ["alg": "HS256", "kid": .string(key.keyID)]
    let published = SHA256Digest(of: JWKSet([JWK(key)]).json.bytes()).bytes
    #expect(code(token(header, published)) == .unsupportedAlgorithm)
  }

  @Test("GUIDE-012: the identity provider's own token")
  func foreignIssuer() {
    let provider = PrivateKey.generate(.rsa)
    #expect(code(JWT.sign(claims, with: provider)) == .unknownKey)
  }

  @Test("GUIDE-021, GUIDE-102: the token of another team, even where both share a key")
  func otherTeam() {
    var claims = claims
    claims["iss"] = "https://sales-tools.example.com"
    #expect(code(JWT.sign(claims, with: key)) == .wrongIssuer)
    claims["iss"] = .string(issuer)
    claims["aud"] = ["https://sales-tools.example.com"]
    #expect(code(JWT.sign(claims, with: key)) == .wrongAudience)
  }

  @Test func `cut off, too long, not a token`() {
    let good = JWT.sign(claims, with: key)
    #expect(code(String(good.dropLast(2))) == .badSignature)
    #expect(code(String(good.prefix(40))) == .malformed)
    #expect(code(good + "=") == .malformed)
    #expect(code(good + String(repeating: "A", count: 20_000)) == .tooLarge)
    #expect(code("gho_opaque") == .malformed)
    #expect(code("") == .malformed)
  }

  @Test("the same claim twice, an extension that must be understood")
  func ambiguous() {
    let payload = #"{"iss":"\#(issuer)","aud":"\#(issuer)","sub":"ada","exp":9999999999,"sub":"root"}"#
    #expect(code(JWS.sign(Array(payload.utf8), with: key)) == .malformed)
    let header: JSONObject = ["alg": "ES256", "kid": .string(key.keyID), "crit": ["exp"]]
    #expect(code(token(header, Array(repeating: 1, count: 64))) == .unsupportedHeader)
  }

  @Test("a tsid that was not sealed here asks for a new login", arguments: ["", "AAAA", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"])
  func openHandle(tsid: String) {
    var claims = claims
    claims["tsid"] = .string(tsid)
    #expect(code(JWT.sign(claims, with: key)) == .wrongClaim)
    claims["tsid"] = 7
    #expect(code(JWT.sign(claims, with: key)) == .wrongClaim)
  }
}
