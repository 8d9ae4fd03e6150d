import GatewayDocument
import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

/// Providers that speak plain OAuth 2.0 (4.3).
@Suite struct OAuth2Tests {
  private func scene(
    _ code: ScriptedOAuth2, _ change: (inout UpstreamConfiguration) -> Void = { _ in }
  ) throws -> Scene {
    var upstream = UpstreamConfiguration.code
    change(&upstream)
    return try Scene.withCode(code) { $0.upstreams = [upstream] }
  }

  @Test("4.3: GitHub's shape: userinfo with field mappings and headers, a number as the subject")
  func gitHub() async throws {
    let code = ScriptedOAuth2()
    let scene = try scene(code)
    let client = try await scene.clientID()
    let departure = try await scene.authorize(client)
    #expect(departure.redirectTarget == "https://code.example/login/oauth/authorize")
    #expect(departure.redirectParameters["scope"] == "read:user")
    #expect(departure.redirectParameters["nonce"] == nil)
    let tokens = try await scene.walkedTokens(client, [code.leg])
    let token = try scene.verified(tokens)
    #expect(token.claims["name"] == "Mona Lisa")
    #expect(token.claims["email"] == "octocat@github.example")
    #expect(token.upstream?.provider == "code")
    #expect(token.upstream?.accessToken == nil)
    #expect(token.upstream?.idToken?["sub"] == "583231")
    #expect(token.upstream?.idToken?["login"] == "octocat")
    #expect(scene.events.last(.callback)?.groups == .found(claim: "groups", source: "ID token", count: 1))
    let form = try #require(code.form("/login/oauth/access_token"))
    #expect(form["client_id"] == "gateway-at-code")
    #expect(form["client_secret"] == ScriptedProvider.secret)
    let user = try #require(code.requests(to: "/user").first)
    #expect(user.method == "GET")
    #expect(user.headers["Authorization"] == "Bearer gho_token_1")
    #expect(user.headers["X-Api-Version"] == "2022-11-28")
    // The same person is the same subject after every login.
    let again = try scene.verified(try await scene.walkedTokens(client, [code.leg]))
    #expect(again.subject == token.subject)
  }

  static let failures: [(String, String, @Sendable (inout ScriptedOAuth2.Script) -> Void)] = [
    ("a refusal with 200", "failed to exchange", { $0.answer = (200, ["error": "bad_verification_code"]) }),
    ("another token type", "failed to exchange", { $0.tokenResponse = ["token_type": "mac"] }),
    ("no token type", "failed to exchange", { $0.tokenResponse = ["token_type": .null] }),
    ("no access token", "failed to exchange", { $0.tokenResponse = ["access_token": .null] }),
    ("an outage", "failed to exchange", { $0.answer = (503, [:]) }),
    ("a userinfo that refuses", "failed to resolve user", { $0.userInfo = (401, [:]) }),
    ("a userinfo that is down", "failed to exchange", { $0.userInfo = (500, [:]) }),
    ("a userinfo without the fields", "failed to resolve user", { $0.userInfo = (200, ["name": "nobody"]) }),
    ("a userinfo that is a list", "failed to resolve user", { $0.userInfo = (200, ["a"]) }),
  ]

  @Test("4.3: a login that is not right fails", arguments: failures)
  func failure(name: String, description: String, change: @Sendable (inout ScriptedOAuth2.Script) -> Void) async throws
  {
    let code = ScriptedOAuth2()
    let scene = try scene(code)
    code.change(change)
    let response = try await scene.walk(try await scene.clientID(), [code.leg])
    #expect(response.redirectParameters["error"] == "server_error")
    #expect(response.redirectParameters["error_description"]?.hasPrefix(description) == true)
    #expect(scene.events.last(.callback)?.reason?.hasPrefix("identity provider \"code\"") == true)
  }

  @Test("4.3: tokens and identity at other places of the token response, a JWT's payload among them")
  func mapping() async throws {
    let code = ScriptedOAuth2()
    let jwt = JWT.sign(["sub": "U123"], with: Scene.signing)
    code.change {
      $0.answer = (
        200,
        [
          "ok": true, "authed_user": ["id": "U123", "access_token": "xoxp-1", "assertion": .string(jwt), "ttl": "600"],
          "team": ["people": [["mail": "ada@slack.example"]]],
        ]
      )
    }
    let scene = try scene(code) {
      var response = TokenResponsePaths()
      response.accessToken = "authed_user.access_token"
      response.expiresIn = "authed_user.ttl"
      $0.oauth2?.tokenResponse = response
      var identity = IdentityPaths()
      identity.subject = "authed_user.assertion|@upstreamjwt|sub"
      identity.email = "team.people.0.mail"
      $0.oauth2?.identity = identity
    }
    let token = try scene.verified(try await scene.walkedTokens(try await scene.clientID(), [code.leg]))
    #expect(token.upstream?.idToken?["sub"] == "U123")
    #expect(token.claims["email"] == "ada@slack.example")
    #expect(code.requests(to: "/user").isEmpty)
    code.change { $0.answer?.body["authed_user"]?["assertion"] = "not a token" }
    let failed = try await scene.walk(try await scene.clientID(), [code.leg])
    #expect(failed.redirectParameters["error_description"] == "failed to resolve user")
  }

  @Test("4.3: without userinfo and paths every login is a new person")
  func synthesized() async throws {
    let code = ScriptedOAuth2()
    let scene = try scene(code) { $0.oauth2?.userInfo = nil }
    let client = try await scene.clientID()
    let one = try scene.verified(try await scene.walkedTokens(client, [code.leg]))
    let two = try scene.verified(try await scene.walkedTokens(client, [code.leg]))
    #expect(one.subject.hasPrefix("tk-") && one.subject.utf8.count == 35)
    #expect(one.subject != two.subject)
    #expect(one.claims["name"] == nil)
    #expect(one.upstream?.idToken?["sub"] == .string(one.subject))
  }

  @Test("GUIDE-083: a refresh asks the userinfo again; another person ends the login, a synthesized one stays")
  func recheck() async throws {
    let code = ScriptedOAuth2()
    code.change { $0.tokenResponse = ["refresh_token": "ghr_1", "expires_in": 28_800] }
    let scene = try scene(code)
    let client = try await scene.clientID()
    let first = try await scene.walkedTokens(client, [code.leg])
    code.change { $0.userInfo.body["groups"] = ["other-org"] }
    let second = try await scene.refresh(try #require(first["refresh_token"]?.stringValue), client).document
    #expect(try scene.verified(second).upstream?.idToken?["groups"] == ["other-org"])
    #expect(try scene.verified(second).subject == scene.verified(first).subject)
    code.change { $0.userInfo.body["id"] = 1 }
    let third = try await scene.refresh(try #require(second["refresh_token"]?.stringValue), client)
    #expect(third.error == "invalid_grant")
    let silent = try self.scene(code) { $0.oauth2?.userInfo = nil }
    let before = try await silent.walkedTokens(client, [code.leg])
    let after = try await silent.refresh(try #require(before["refresh_token"]?.stringValue), client).document
    #expect(try silent.verified(after).subject == silent.verified(before).subject)
  }

  static let refused: [(String, String, @Sendable (inout UpstreamConfiguration) -> Void)] = [
    ("upstreams[0].oauth2", "is needed", { $0.oauth2 = nil }),
    ("upstreams[0].oauth2.tokenEndpoint", "https", { $0.oauth2?.tokenEndpoint = "http://code.example/t" }),
    ("upstreams[0].oauth2.authorizationEndpoint", "https", { $0.oauth2?.authorizationEndpoint = "javascript:x" }),
    ("upstreams[0].oauth2.userInfo.endpoint", "https", { $0.oauth2?.userInfo?.endpoint = "http://code.example/u" }),
    (
      "upstreams[0].oauth2.userInfo.headers", "Authorization", { $0.oauth2?.userInfo?.headers = ["Authorization": "x"] }
    ),
    ("upstreams[0].oauth2.userInfo.headers", "printable", { $0.oauth2?.userInfo?.headers = ["A": "b\r\nC: d"] }),
    ("upstreams[0].oauth2.userInfo.headers", "cannot be set", { $0.oauth2?.userInfo?.headers = ["A b": "c"] }),
    ("upstreams[0].oauth2.registration", "clientID", { $0.clientID = "" }),
    ("upstreams[0]", "kind oidc", { $0.issuer = "https://code.example" }),
    (
      "upstreams[0].oauth2", "not a path",
      {
        var identity = IdentityPaths()
        identity.subject = "people.#.id"
        $0.oauth2?.identity = identity
      }
    ),
  ]

  @Test("4.3: what cannot be served is refused with its place", arguments: refused)
  func refusals(path: String, reason: String, change: @Sendable (inout UpstreamConfiguration) -> Void) throws {
    let error = try #require(throws: AuthorizationServerError.self) { _ = try scene(ScriptedOAuth2(), change) }
    #expect(error.path == path)
    #expect(error.reason.contains(reason), "\(error)")
  }
}
