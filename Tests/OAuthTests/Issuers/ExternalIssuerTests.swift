import HTTP
import JOSE
import JSON
import Testing

@testable import OAuth

@Suite struct ExternalIssuerTests {
  @Test(
    "tokens of every kind of key are read, and their claims are the person's",
    arguments: [KeyType.rsa, .ellipticCurve(.p256), .ellipticCurve(.p384), .ellipticCurve(.p521), .ed25519])
  func algorithms(_ type: KeyType) async throws {
    let script = ScriptedIssuer(key: .generate(type))
    let claims = try await script.issuer().judge(script.token()).get()
    #expect(claims["sub"] == "ada")
    #expect(claims["groups"] == ["dev"])
  }

  @Test(
    "RS-08: every claim is checked on its own",
    arguments: [
      (["aud": ["https://other.example.com", .string(ScriptedIssuer.audience)]], nil),
      (["aud": "https://other.example.com"], .wrongAudience), (["aud": .null], .wrongAudience),
      (["aud": [["x"]]], .wrongAudience), (["aud": .string(ScriptedIssuer.audience + "/")], .wrongAudience),
      (["iss": .string(ScriptedIssuer.name + "/")], .wrongIssuer), (["iss": .null], .wrongIssuer),
      (["iss": "https://idp.example.com/other"], .wrongIssuer), (["sub": .null], .missingSubject),
      (["sub": ""], .missingSubject), (["sub": 7], .missingSubject), (["exp": .null], .missingExpiry),
      (["exp": "9999999999"], .malformed), (["exp": .int(ScriptedIssuer.now - 4)], nil),
      (["exp": .int(ScriptedIssuer.now - 5)], .expired), (["nbf": .int(ScriptedIssuer.now + 5)], nil),
      (["nbf": .int(ScriptedIssuer.now + 6)], .notYetValid), (["iat": .int(ScriptedIssuer.now + 6)], .issuedInFuture),
      (["exp": 1e300], nil), (["exp": -1e300], .expired),
    ] as [(JSONObject, TokenError.Code?)])
  func claims(_ changes: JSONObject, _ code: TokenError.Code?) async {
    let script = ScriptedIssuer()
    let token = script.token(changes)
    #expect(await script.issuer().code(token) == code)
    #expect(await script.issuer().isGood(token) == (code == nil))
  }

  @Test("a token of somebody else never makes the issuer be asked") func foreign() async {
    let script = ScriptedIssuer()
    let issuer = script.issuer()
    #expect(await issuer.code(script.token(["iss": "https://evil.example"], key: .generate())) == .wrongIssuer)
    #expect(await issuer.code("opaque") == .malformed)
    #expect(script.requests.isEmpty)
  }

  @Test("AS-01: metadata is found at OpenID's place and at OAuth's, and must be of exactly this issuer")
  func discovery() async {
    let script = ScriptedIssuer()
    let openID = "/tenant/.well-known/openid-configuration"
    let oauth = "/.well-known/oauth-authorization-server/tenant"
    script.change {
      $0.answers[openID] = (404, "")
      $0.answers[oauth] = (200, ScriptedIssuer.metadata.text())
    }
    #expect(await script.issuer().isGood(script.token()))
    #expect(script.paths == [openID, oauth, "/keys"])
    for issuer in [ScriptedIssuer.name + "/", "https://IDP.example.com/tenant", "https://evil.example", ""] {
      script.change {
        $0.answers[openID] = (200, (["issuer": .string(issuer), "jwks_uri": "https://h/k"] as JSONValue).text())
        $0.answers[oauth] = nil
      }
      #expect(await script.issuer().outage(script.token())?.code == .metadata)
    }
  }

  @Test("a configured key address is asked without metadata") func keysURL() async {
    let script = ScriptedIssuer()
    script.change { $0.answers["/tenant/.well-known/openid-configuration"] = (404, "") }
    let issuer = script.issuer { $0.keysURL = HTTPURL("https://idp.example.com/keys") }
    #expect(await issuer.isGood(script.token()))
    #expect(script.paths == ["/keys"])
  }

  /// One address, what is configured, and whether it may be asked, at private addresses, with the token.
  struct Case: Sendable, CustomStringConvertible {
    let issuer: String
    let url: String
    var learnt = true
    var plain = false
    var priv = false
    var pinned = false
    /// `nil`: refused.
    let reach: (Bool, Bool)?
    var description: String { "\(issuer) -> \(url)" }
  }

  @Test(
    "SS-1, SS-2: what a document names may not lead to private addresses or plain http, what people wrote may",
    arguments: [
      Case(issuer: "https://idp", url: "https://keys.idp/k", reach: (false, false)),
      Case(issuer: "https://idp", url: "https://idp/k", reach: (false, true)),
      Case(issuer: "https://idp", url: "http://idp/k", reach: nil),
      Case(issuer: "https://idp", url: "http://127.0.0.1/k", reach: nil),
      Case(issuer: "https://idp", url: "https://127.0.0.1/k", reach: (false, false)),
      Case(issuer: "https://idp", url: "file://idp/etc/passwd", reach: nil),
      Case(issuer: "https://idp", url: "https://keys/k", pinned: true, reach: (false, true)),
      Case(issuer: "https://idp", url: "http://keys/k", plain: true, pinned: true, reach: (true, false)),
      Case(issuer: "https://idp", url: "https://keys/k", priv: true, reach: (true, false)),
      Case(issuer: "http://localhost:1", url: "http://localhost:1/k", reach: (true, true)),
      Case(issuer: "http://localhost:1", url: "http://localhost:2/k", reach: nil),
      Case(issuer: "http://localhost:1", url: "https://localhost:2/k", reach: (false, false)),
      Case(issuer: "https://idp", url: "http://idp/k", learnt: false, reach: nil),
      Case(issuer: "https://idp", url: "http://idp/k", learnt: false, plain: true, reach: (true, true)),
      Case(issuer: "https://idp", url: "http://localhost/k", learnt: false, reach: (true, true)),
      Case(issuer: "https://idp", url: "https://10.0.0.1/k", learnt: false, reach: (false, true)),
    ])
  func addresses(_ one: Case) throws {
    var settings = IssuerSettings(issuer: one.issuer)
    settings.allowsPlainHTTP = one.plain
    settings.allowsPrivateAddresses = one.priv
    settings.trust = one.pinned ? .file("/ca.crt") : .system
    let rule = IssuerAddressRule(settings: settings)
    let url = try #require(HTTPURL(one.url))
    let reach = try? one.learnt ? rule.reach(learnt: url) : rule.reach(configured: url)
    #expect(reach?.allowsPrivateAddresses == one.reach?.0)
    #expect(reach?.sendsToken == one.reach?.1)
  }

  @Test("settings never print their secret") func secret() {
    var settings = IssuerSettings(issuer: "https://idp")
    settings.clientSecret = IssuerSettings.ClientSecret("hunter2")
    var text = "\(settings)"
    dump(settings, to: &text)
    #expect(!text.contains("hunter2"))
  }
}
