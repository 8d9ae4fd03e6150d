import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct UpstreamClaimsTests {
  let issuer = "https://engineering-tools.example.com"
  let seals = SealingKeyRing([.generate()])!
  let large = JSONValue.string(String(repeating: "x", count: 9000))

  /// As Entra ID sends them to a person with very many groups.
  let guids = JSONValue.array((0..<200).map { .string("2f6f0a3e-0000-4000-8000-000000000\(100 + $0)") })

  @Test func `claims that fit travel unchanged`() throws {
    let claims = UpstreamClaims(
      provider: "okta", accessToken: ["sub": "ada@example.com", "department": "r&d"], idToken: ["email": "a@b"])
    #expect(claims.bounded() == claims)
    let opened = UpstreamClaims(opening: claims.sealed(with: seals, issuer: issuer), with: seals, issuer: issuer)
    #expect(opened == claims)
  }

  @Test func `claims that do not fit are reduced to identity and groups, and it is said which are missing`() throws {
    let claims = UpstreamClaims(
      provider: "okta",
      accessToken: [
        "sub": "ada", "picture": large, "groups": ["mcp-developers"], "realm_access": ["roles": ["r"]], "uid": 7,
      ], idToken: ["sub": "00u1", "oid": "o", "groups": ["mcp-developers"], "photo": "y"])
    let bounded = claims.bounded(groupClaims: ["realm_access.roles"])
    #expect(
      bounded.accessToken == ["sub": "ada", "groups": ["mcp-developers"], "realm_access": ["roles": ["r"]]])
    #expect(bounded.idToken == ["sub": "00u1", "oid": "o"])
    #expect(bounded.dropped == ["photo", "picture", "uid"])
    let opened = UpstreamClaims(opening: bounded.sealed(with: seals, issuer: issuer), with: seals, issuer: issuer)
    #expect(opened == bounded)
  }

  @Test func `two hundred groups fit into a token, none of them lost`() throws {
    let identity: JSONObject = ["sub": "ada", "name": "Ada Lovelace", "email": "ada@example.com", "groups": guids]
    let mint = AccessTokenMint(signing: SigningKeyRing(current: .generate()), seals: seals)
    let token = try #require(
      mint.token(
        AccessTokenClaims(
          issuer: issuer, subject: Random.uuid(), audience: [issuer], issuedAt: 1, expiresAt: 2, id: Random.uuid(),
          scopes: ["openid"], clientID: Random.token(),
          upstream: UpstreamClaims(provider: "entra", accessToken: identity, idToken: identity))))
    let verifier = AccessTokenVerifier(
      issuer: issuer, audience: issuer, leewaySeconds: 0, keys: mint.signing.publicKeys, seals: seals)
    let verified = try verifier.verify(token, now: 1)
    #expect(verified.upstream?.accessToken?["groups"] == guids)
  }

  @Test func `a seal of another issuer or purpose does not open`() {
    let claims = UpstreamClaims(provider: "okta", accessToken: nil, idToken: ["sub": "a"])
    let sealed = claims.sealed(with: seals, issuer: issuer)
    #expect(UpstreamClaims(opening: sealed, with: seals, issuer: "https://sales-tools.example.com") == nil)
    let other = seals.seal(claims.json.bytes(), purpose: "authorization-code", context: issuer)
    #expect(UpstreamClaims(opening: other, with: seals, issuer: issuer) == nil)
    let rubbish = seals.seal(Array("[]".utf8), purpose: "upstream-claims", context: issuer)
    #expect(UpstreamClaims(opening: rubbish, with: seals, issuer: issuer) == nil)
  }
}
