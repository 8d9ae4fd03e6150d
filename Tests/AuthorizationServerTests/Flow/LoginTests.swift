import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct LoginTests {
  @Test("GUIDE-009, GUIDE-010, GUIDE-011, GUIDE-100: registration, login and code give a signed token")
  func wholeLogin() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let departure = try await scene.authorize(client, ["resource": Scene.audience + "/"])
    #expect(departure.status == 302)
    let callback = try scene.provider.logIn(at: try #require(departure.headers["Location"]))
    let arrival = try await scene.browse("GET", callback.target)
    #expect(arrival.status == 303)
    #expect(arrival.redirectTarget == Scene.listening)
    #expect(arrival.redirectParameters["state"] == "client-state-1")
    #expect(arrival.redirectParameters["scope"] == "openid offline_access")
    #expect(arrival.headers["Cache-Control"] == "no-store")

    let code = try #require(arrival.redirectParameters["code"])
    let answer = try await scene.redeem(code, client, resources: [Scene.audience])
    #expect(answer.status == 200)
    #expect(answer.headers["Cache-Control"] == "no-store")
    #expect(answer.headers["Pragma"] == "no-cache")
    #expect(answer.document["token_type"]?.stringValue == "Bearer")
    #expect(answer.document["expires_in"]?.intValue == 3600)
    #expect(answer.document["scope"]?.stringValue == "openid offline_access")
    #expect(answer.document["refresh_token"]?.stringValue != nil)

    let keys = try JWKSet(reading: try await scene.send("GET", "/.well-known/jwks.json").bytes ?? [])
    let token = try JWTValidator(issuer: Scene.issuer, audience: Scene.audience, maximumBytes: 16_384).validate(
      try #require(answer.document["access_token"]?.stringValue), keys: keys, now: Int(scene.clock.now))
    #expect(token.claims["aud"] == [.string(Scene.audience)])
    #expect(token.claims["scp"] == ["openid", "offline_access"])
    #expect(token.claims["client_id"]?.stringValue == client)
    #expect(token.claims["name"]?.stringValue == "Ada Lovelace")
    #expect(token.claims["email"]?.stringValue == "ada@example.com")
    #expect(token.claims["tsid"]?.stringValue?.isEmpty == false)
    #expect(token.claims["jti"]?.stringValue?.count == 36)
    let issued = try #require(token.claims["iat"]?.intValue)
    #expect(token.claims["exp"]?.intValue == issued + 3600)
    #expect(token.claims["groups"] == nil)
    #expect(!JSONValue.object(token.claims).text().contains("mcp-developers"))
  }

  @Test("GUIDE-012: the token opens for the gateway with the claims that policies need, for its audience alone")
  func verification() async throws {
    let scene = try Scene()
    let tokens = try await scene.tokens(try await scene.clientID())
    let text = try #require(tokens["access_token"]?.stringValue)
    let now = Int(scene.clock.now)
    let token = try scene.verifier(Scene.audience).verify(text, now: now)
    #expect(token.upstream?.provider == "okta")
    #expect(token.upstream?.accessToken?["groups"] == ["mcp-developers"])
    #expect(token.upstream?.accessToken?["sub"]?.stringValue == "ada@example.com")
    #expect(token.upstream?.idToken?["email"]?.stringValue == "ada@example.com")
    #expect(token.upstream?.idToken?["nonce"] == nil)
    #expect(throws: TokenError.self) {
      try scene.verifier("https://sales-tools.example.com").verify(text, now: now)
    }
    #expect(throws: TokenError.self) {
      try scene.verifier(Scene.audience).verify(text, now: now + 3600)
    }
  }

  @Test("DIV-2 I-17: the authorization response names the issuer, on success and on error")
  func issuerInResponses() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    #expect(try await scene.logIn(client).redirectParameters["iss"] == Scene.issuer)
    #expect(try await scene.authorize(client, ["scope": "nonsense"]).redirectParameters["iss"] == Scene.issuer)
  }

  @Test("scenario 12: the identity provider gets our own request and nothing of the client's")
  func departure() async throws {
    let scene = try Scene {
      $0.upstreams[0].additionalAuthorizationParameters = ["prompt": "login", "domain_hint": "acme"]
    }
    let client = try await scene.clientID()
    let response = try await scene.authorize(client, ["resource": Scene.audience])
    #expect(response.redirectTarget == "https://idp.example/v1/authorize")
    let query = response.redirectParameters
    #expect(query["client_id"] == ScriptedProvider.clientID)
    #expect(query["redirect_uri"] == Scene.issuer + "/oauth/callback")
    #expect(query["response_type"] == "code")
    #expect(query["scope"] == "openid profile groups")
    #expect(query["code_challenge_method"] == "S256")
    #expect(query["code_challenge"] != Scene.challenge)
    #expect(query["state"] != "client-state-1")
    #expect(query["nonce"]?.isEmpty == false)
    #expect(query["prompt"] == "login")
    #expect(query["domain_hint"] == "acme")
    #expect(query["resource"] == nil)
    #expect(query.repeatedNames.isEmpty)
    #expect((query["state"] ?? "").utf8.count < 1500)
  }

  @Test func `the same person has the same subject at every replica and after every login`() async throws {
    var subjects: Set<String> = []
    for _ in 0..<2 {
      let scene = try Scene()
      let tokens = try await scene.tokens(try await scene.clientID())
      let claims = try JWT.unverifiedClaims(of: try #require(tokens["access_token"]?.stringValue))
      subjects.insert(try #require(claims["sub"]?.stringValue))
    }
    #expect(subjects.count == 1)
    #expect(subjects.first?.contains("00u1ada") == false)
  }

  @Test func `another replica with the same keys finishes what one began`() async throws {
    let first = try Scene()
    let second = try Scene()
    let client = try await first.clientID()
    let departure = try await first.authorize(client)
    second.browser = first.browser
    let callback = try second.provider.logIn(at: try #require(departure.headers["Location"]))
    let code = try #require(try await second.browse("GET", callback.target).redirectParameters["code"])
    #expect(try await first.redeem(code, client).status == 200)
  }

  @Test("GUIDE-022: a server with other keys knows neither clients nor codes nor tokens of this one")
  func foreignKeys() async throws {
    let ours = try Scene()
    let client = try await ours.clientID()
    let tokens = try await ours.tokens(client)
    let theirs = try Scene(secrets: Scene.secretsWithOtherSealing)
    #expect(try await theirs.authorize(client).status == 401)
    let refresh = try #require(tokens["refresh_token"]?.stringValue)
    let own = try await theirs.clientID()
    #expect(try await theirs.refresh(refresh, own).error == "invalid_grant")
  }

  @Test func `a login with hundreds of groups still has a code that fits a URL`() async throws {
    let scene = try Scene()
    let groups = JSONValue.array((0..<200).map { .string("6f1d9f0e-0000-4000-8000-00000000\(1000 + $0)") })
    scene.provider.change {
      $0.accessTokenClaims = ["sub": "ada", "groups": groups]
      $0.idTokenClaims = ["groups": groups]
    }
    let client = try await scene.clientID()
    let code = try await scene.code(client)
    #expect(code.utf8.count < 4096)
    #expect(try await scene.redeem(code, client).status == 200)
    #expect(scene.events.last(.callback)?.groups == .found(claim: "groups", source: "access token", count: 200))
  }

  @Test func `claims that are too large beside the groups are left out, and the token says which`() async throws {
    let scene = try Scene()
    scene.provider.change {
      $0.accessTokenClaims = [
        "sub": "ada", "groups": ["mcp-developers"], "permissions": .string(String(repeating: "p", count: 9000)),
      ]
      $0.idTokenClaims = ["picture": .string(String(repeating: "x", count: 9000))]
    }
    let client = try await scene.clientID()
    var tokens = try await scene.tokens(client)
    for _ in 0..<2 {
      let token = try #require(tokens["access_token"]?.stringValue)
      let verified = try scene.verifier(Scene.audience).verify(token, now: Int(scene.clock.now))
      #expect(verified.upstream?.accessToken?["groups"] == ["mcp-developers"])
      #expect(verified.upstream?.dropped.contains("permissions") == true)
      #expect(verified.upstream?.dropped.contains("picture") == true)
      let refresh = try #require(tokens["refresh_token"]?.stringValue)
      tokens = try await scene.refresh(refresh, client).document
    }
    #expect(scene.events.last(.callback)?.groups == .found(claim: "groups", source: "access token", count: 1))
  }

  @Test func `a login that no token could carry fails with the reason in the record`() async throws {
    let scene = try Scene()
    let groups = JSONValue.array((0..<2000).map { .string("group-number-\($0)") })
    scene.provider.change { $0.accessTokenClaims = ["sub": "ada", "groups": groups] }
    let response = try await scene.logIn(try await scene.clientID())
    #expect(response.redirectParameters["error"] == "server_error")
    #expect(scene.events.last(.callback)?.reason?.contains("fewer groups") == true)
  }

  @Test func `a login without any group claim says so in its record`() async throws {
    let scene = try Scene()
    scene.provider.change {
      $0.accessTokenClaims = nil
      $0.idTokenClaims = [:]
    }
    _ = try await scene.tokens(try await scene.clientID())
    let event = try #require(scene.events.last(.callback))
    #expect(event.outcome == .success)
    #expect(event.groups == .missing(lookedFor: ["groups", "roles", "cognito:groups"]))
    #expect(event.user == "ada@example.com")
    #expect(event.upstream == "okta")
  }

  @Test func `groups that only the ID token has are found there`() async throws {
    let scene = try Scene()
    scene.provider.change { $0.accessTokenClaims = ["sub": "ada"] }
    _ = try await scene.tokens(try await scene.clientID())
    #expect(scene.events.last(.callback)?.groups == .found(claim: "groups", source: "ID token", count: 1))
  }

  @Test("DIV-32: every step is recorded, without codes, tokens, states or secrets")
  func records() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let tokens = try await scene.tokens(client)
    let refresh = try #require(tokens["refresh_token"]?.stringValue)
    _ = try await scene.refresh(refresh, client)
    _ = try await scene.refresh("vmcp_rt_wrong", client)
    let events = scene.events.all
    #expect(events.map(\.kind) == [.register, .authorize, .callback, .token, .refresh, .refresh])
    #expect(events.map(\.outcome) == [.success, .success, .success, .success, .success, .refused])
    #expect(events.allSatisfy { $0.clientName == "VS Code" && $0.client == events[0].client })
    #expect(events.allSatisfy { $0.remoteAddress == "192.0.2.7" })
    #expect(events[3].subject != nil)
    let written = "\(events)"
    for secret in [client, refresh, ScriptedProvider.secret, "idp-code", "client-state-1", Scene.verifier] {
      #expect(!written.contains(secret))
    }
  }
}
