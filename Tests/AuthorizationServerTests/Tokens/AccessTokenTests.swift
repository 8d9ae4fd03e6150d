import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct AccessTokenTests {
  static let issuer = "https://engineering-tools.example.com"
  static let now = 1_800_000_000

  let key = PrivateKey.generate()
  let seals = SealingKeyRing([.generate()])!

  var mint: AccessTokenMint { AccessTokenMint(signing: SigningKeyRing([key])!, seals: seals) }

  func claims(audience: [String] = [issuer], upstream: UpstreamClaims? = nil) -> AccessTokenClaims {
    AccessTokenClaims(
      issuer: Self.issuer, subject: "5d1c", audience: audience, issuedAt: Self.now, expiresAt: Self.now + 3600,
      id: "j1", scopes: ["openid", "offline_access"], clientID: "c1", name: "Ada", email: "ada@example.com",
      upstream: upstream)
  }

  func verifier(audience: String = issuer, issuer: String = issuer, seals: SealingKeyRing? = nil) -> AccessTokenVerifier
  {
    AccessTokenVerifier(
      issuer: issuer, audience: audience, leewaySeconds: 0, keys: SigningKeyRing([key])!.publicKeys,
      seals: seals ?? self.seals)
  }

  func refusal(_ token: String, by verifier: AccessTokenVerifier, now: Int = now) -> TokenError? {
    do throws(TokenError) {
      _ = try verifier.verify(token, now: now)
      return nil
    } catch {
      return error
    }
  }

  @Test("GUIDE-011: a token carries the claims that clients see, and nothing of the groups")
  func visibleClaims() throws {
    let upstream = UpstreamClaims(provider: "okta", accessToken: ["groups": ["mcp-developers"]], idToken: nil)
    let token = try #require(mint.token(claims(upstream: upstream)))
    let visible = try JWT.unverifiedClaims(of: token)
    #expect(visible["iss"] == .string(Self.issuer))
    #expect(visible["aud"] == [.string(Self.issuer)])
    #expect(visible["scp"] == ["openid", "offline_access"])
    #expect(visible["client_id"] == "c1")
    #expect(visible["exp"]?.intValue == Self.now + 3600)
    #expect(visible["groups"] == nil)
    #expect(!JSONValue.object(visible).text().contains("mcp-developers"))
  }

  @Test("design 4.6: what policies need comes back out of the token, at any replica with the keys")
  func upstreamClaims() throws {
    let upstream = UpstreamClaims(
      provider: "okta", accessToken: ["sub": "ada@example.com", "groups": ["mcp-developers"]], idToken: ["name": "Ada"])
    let token = try #require(mint.token(claims(upstream: upstream)))
    let verified = try verifier().verify(token, now: Self.now)
    #expect(verified.upstream == upstream)
    #expect(verified.claims["tsid"] == nil)
    #expect(verified.subject == "5d1c")
    #expect(verified.clientID == "c1")
    #expect(verified.expiresAt == Self.now + 3600)
  }

  @Test("a token whose sealed claims cannot be opened asks for a new login")
  func foreignSeal() throws {
    let upstream = UpstreamClaims(provider: "okta", accessToken: nil, idToken: ["sub": "a"])
    let token = try #require(mint.token(claims(upstream: upstream)))
    let other = verifier(seals: SealingKeyRing([.generate()])!)
    #expect(refusal(token, by: other)?.code == .wrongClaim)
  }

  @Test("GUIDE-022, GUIDE-023: issuer, audience and key are each checked alone")
  func isolation() throws {
    let token = try #require(mint.token(claims()))
    #expect(refusal(token, by: verifier(audience: "https://sales-tools.example.com"))?.code == .wrongAudience)
    #expect(refusal(token, by: verifier(issuer: "https://sales-tools.example.com"))?.code == .wrongIssuer)
    let stranger = AccessTokenVerifier(
      issuer: Self.issuer, audience: Self.issuer, leewaySeconds: 0,
      keys: SigningKeyRing([PrivateKey.generate()])!.publicKeys, seals: seals)
    #expect(refusal(token, by: stranger)?.code == .unknownKey)
    let aimless = try #require(mint.token(claims(audience: [])))
    #expect(refusal(aimless, by: verifier())?.code == .wrongAudience)
  }

  @Test("an expired token is refused")
  func expired() throws {
    let token = try #require(mint.token(claims()))
    #expect(refusal(token, by: verifier(), now: Self.now + 3600)?.code == .expired)
  }

  @Test("claims that do not fit are not minted into a token that nobody could send")
  func tooLarge() {
    let groups = (0..<2000).map { JSONValue.string("group-number-\($0)") }
    let upstream = UpstreamClaims(provider: "okta", accessToken: ["groups": .array(groups)], idToken: nil)
    #expect(mint.token(claims(upstream: upstream)) == nil)
  }

  @Test("the cache forgets the expired and keeps to its capacity")
  func cache() {
    let cache = VerifiedTokenCache<Int>(capacity: 8)
    for index in 0..<20 {
      cache.insert(index, for: SHA256Digest(of: "t\(index)"), expiresAt: 100 + index, now: 50)
    }
    #expect(cache.value(for: SHA256Digest(of: "t19"), now: 50) == 19)
    #expect((0..<20).count { cache.value(for: SHA256Digest(of: "t\($0)"), now: 50) != nil } <= 8)
    #expect(cache.value(for: SHA256Digest(of: "t19"), now: 119) == nil)
  }
}
