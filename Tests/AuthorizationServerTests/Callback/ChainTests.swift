import HTTP
import JSON
import Testing

@testable import AuthorizationServer

/// Logins through several providers, one after the other (3.4).
@Suite struct ChainTests {
  private func scene(
    _ code: ScriptedOAuth2, primary: String? = nil, storesTokens: Bool = false
  ) throws -> Scene {
    try Scene.withCode(code, primary: primary) {
      $0.upstreams.append(.code)
      $0.storesUpstreamTokens = storesTokens
    }
  }

  private func okta(_ scene: Scene) -> (String) throws -> HTTPRequest { { try scene.provider.logIn(at: $0) } }

  @Test("3.4: one leg after the other, each with its own state, verifier and nonce; the person is the first's")
  func chain() async throws {
    let code = ScriptedOAuth2()
    let scene = try scene(code)
    let client = try await scene.clientID()
    let first = try await scene.authorize(client)
    #expect(first.redirectTarget == "https://idp.example/v1/authorize")
    let callback = try scene.provider.logIn(at: try #require(first.headers["Location"]))
    let second = try await scene.browse("GET", callback.target)
    #expect(second.status == 303)
    #expect(second.redirectTarget == "https://code.example/login/oauth/authorize")
    for name in ["state", "code_challenge"] {
      #expect(first.redirectParameters[name] != second.redirectParameters[name])
    }
    #expect(second.redirectParameters["client_id"] == "gateway-at-code")
    let last = try await scene.browse("GET", try code.logIn(at: try #require(second.headers["Location"])).target)
    #expect(last.redirectTarget == Scene.listening)
    #expect(last.redirectParameters["state"] == "client-state-1")
    let answer = try await scene.redeem(try #require(last.redirectParameters["code"]), client)
    let token = try scene.verified(answer.document)
    #expect(token.claims["email"] == "ada@example.com")
    #expect(token.upstream?.provider == "okta")
    let upstreams = scene.events.all.filter { $0.kind == .callback }.map(\.upstream)
    #expect(upstreams == ["okta", "code"])
    // The same person as with the first provider alone.
    let alone = try Scene()
    _ = try await alone.logIn(try await alone.clientID())
    #expect(token.subject == alone.events.last(.callback)?.subject)
  }

  @Test("3.4, 10.4: policies read the primary provider's claims, also after a refresh")
  func primary() async throws {
    let code = ScriptedOAuth2()
    code.change { $0.tokenResponse = ["refresh_token": "ghr_1"] }
    let scene = try scene(code, primary: "code")
    let client = try await scene.clientID()
    let tokens = try await scene.walkedTokens(client, [okta(scene), code.leg])
    let token = try scene.verified(tokens)
    #expect(token.claims["email"] == "ada@example.com")
    #expect(token.upstream?.provider == "code")
    #expect(token.upstream?.idToken?["login"] == "octocat")
    code.change { $0.userInfo.body["groups"] = ["other-org"] }
    scene.provider.change { $0.idTokenClaims = ["email": "ada@new.example"] }
    let renewed = try await scene.refresh(try #require(tokens["refresh_token"]?.stringValue), client).document
    let after = try scene.verified(renewed)
    #expect(after.upstream?.idToken?["groups"] == ["other-org"])
    #expect(after.claims["email"] == "ada@new.example")
    #expect(scene.provider.requests("refresh_token").count == 1)
    scene.provider.change { $0.refreshRefusal = (400, ["error": "invalid_grant"]) }
    let ended = try await scene.refresh(try #require(renewed["refresh_token"]?.stringValue), client)
    #expect(ended.error == "invalid_grant")
  }

  @Test("3.4, 4.5: every provider's tokens are kept for backends")
  func tokens() async throws {
    let code = ScriptedOAuth2()
    let scene = try scene(code, storesTokens: true)
    let tokens = try await scene.walkedTokens(try await scene.clientID(), [okta(scene), code.leg])
    let family = try #require(try scene.verified(tokens).family)
    let mine = try await scene.server.upstreamTokens(family: family, provider: "code")
    #expect(mine.accessToken == "gho_token_1")
    #expect(mine.expiresAt == nil)
    #expect(try await scene.server.upstreamTokens(family: family, provider: "okta").idToken != nil)
  }

  @Test("3.4: a leg that fails ends the login and leaves nothing of it", arguments: ["refused", "exchange", "down"])
  func failingLeg(how: String) async throws {
    let code = ScriptedOAuth2()
    let scene = try scene(code, storesTokens: true)
    let first = try await scene.authorize(try await scene.clientID())
    let second = try await scene.browse(
      "GET", try scene.provider.logIn(at: try #require(first.headers["Location"])).target)
    let callback = try code.logIn(at: try #require(second.headers["Location"]))
    let state = try #require(second.redirectParameters["state"])
    let pending = try #require(scene.server.context.seals.open(state, as: PendingAuthorization.self))
    let key = ChainProgress.key(try #require(pending.progress))
    #expect(try await scene.storage.read(key, now: Int(scene.clock.now)) != nil)
    var target = callback.target
    switch how {
    case "refused":
      target = "/oauth/callback?" + FormParameters([("error", "access_denied"), ("state", state)]).encoded
    case "exchange": code.change { $0.answer = (200, ["error": "bad_verification_code"]) }
    default: code.change { $0.answer = (503, [:]) }
    }
    let response = try await scene.browse("GET", target)
    #expect(response.redirectTarget == Scene.listening)
    #expect(response.redirectParameters["error"] == (how == "refused" ? "access_denied" : "server_error"))
    #expect(try await scene.storage.read(key, now: Int(scene.clock.now)) == nil)
    code.change { $0.answer = nil }
    #expect(try await scene.browse("GET", callback.target).status == 400)
  }

  @Test func `legs do not count in another browser, twice, out of order, or after the chain changed`() async throws {
    let code = ScriptedOAuth2()
    let scene = try scene(code)
    let client = try await scene.clientID()
    let first = try await scene.authorize(client)
    let callback = try scene.provider.logIn(at: try #require(first.headers["Location"]))
    let second = try await scene.browse("GET", callback.target)
    #expect(try await scene.browse("GET", callback.target).status == 400)
    let last = try code.logIn(at: try #require(second.headers["Location"]))
    let owner = scene.browser
    scene.browser = CookieJar()
    #expect(try await scene.browse("GET", last.target).status == 400)
    scene.browser = owner
    let changed = try Scene.withCode(code, primary: "code") { $0.upstreams.append(.code) }
    scene.server = try EmbeddedAuthorizationServer(
      changed.configuration, team: "t", secrets: Scene.secrets,
      transport: ScriptedInternet(scene.provider, changed.others),
      storage: scene.storage, primaryUpstream: "code", clock: { [clock = scene.clock] in clock.now }, record: { _ in })
    #expect(try await scene.browse("GET", last.target).status == 400)
  }

  @Test("3.4: two providers of one issuer that name two people end the login")
  func mismatch() async throws {
    for (sub, isSame) in [("00u1ada", true), ("00u2eve", false)] {
      let scene = try Scene {
        $0.upstreams.append($0.upstreams[0])
        $0.upstreams[1].name = "second"
      }
      let client = try await scene.clientID()
      let first = try await scene.authorize(client)
      let second = try await scene.browse(
        "GET", try scene.provider.logIn(at: try #require(first.headers["Location"])).target)
      scene.provider.change { $0.idTokenClaims = ["sub": .string(sub)] }
      let last = try await scene.browse(
        "GET", try scene.provider.logIn(at: try #require(second.headers["Location"]), as: "second").target)
      #expect((last.redirectParameters["code"] != nil) == isSame)
      if !isSame { #expect(last.redirectParameters["error_description"] == "identity verification failed") }
    }
  }

  @Test func `the consent page names all places where people will log in`() async throws {
    let code = ScriptedOAuth2()
    let scene = try Scene.withCode(code) {
      $0.upstreams.append(.code)
      $0.consent = .always
    }
    #expect(try await scene.authorize(try await scene.clientID()).text.contains("idp.example, then code.example"))
  }
}
