import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

/// What a refresh learns from the identity provider (GUIDE-083).
@Suite struct RecheckTests {
  private func start(_ scene: Scene) async throws -> (client: String, refresh: String, access: String) {
    let client = try await scene.clientID()
    let tokens = try await scene.tokens(client)
    return (
      client, try #require(tokens["refresh_token"]?.stringValue), try #require(tokens["access_token"]?.stringValue)
    )
  }

  private func next(_ response: HTTPResponse) throws -> String {
    #expect(response.status == 200, "\(response.document)")
    return try #require(response.document["refresh_token"]?.stringValue)
  }

  private func upstream(_ response: HTTPResponse, _ scene: Scene) throws -> UpstreamClaims {
    let token = try #require(response.document["access_token"]?.stringValue)
    return try #require(scene.verifier(Scene.audience).verify(token, now: Int(scene.clock.now)).upstream)
  }

  @Test("GUIDE-083: changed groups are in the next access token")
  func changedGroups() async throws {
    let scene = try Scene()
    let (client, first, _) = try await start(scene)
    scene.provider.change {
      $0.accessTokenClaims?["groups"] = ["mcp-admin", "mcp-platform"]
      $0.idTokenClaims = ["groups": ["mcp-admin"], "email": "ada@new.example"]
    }
    let response = try await scene.refresh(first, client)
    let claims = try upstream(response, scene)
    #expect(claims.accessToken?["groups"] == ["mcp-admin", "mcp-platform"])
    #expect(claims.idToken?["groups"] == ["mcp-admin"])
    let token = try #require(response.document["access_token"]?.stringValue)
    #expect(try JWT.unverifiedClaims(of: token)["email"] == "ada@new.example")
    let event = try #require(scene.events.last(.refresh))
    #expect(event.check == .confirmed)
    #expect(event.groups == .found(claim: "groups", source: "access token", count: 2))
    let form = try #require(scene.provider.requests("refresh_token").first)
    #expect(form["refresh_token"] == "idp-refresh-0.1")
    #expect(form["scope"] == "openid profile groups")
  }

  @Test("4.6, I-21: each step asks the provider once, with the newest of its rotating refresh tokens")
  func rotation() async throws {
    let scene = try Scene()
    var (client, refresh, _) = try await start(scene)
    for step in 1...3 {
      scene.clock.advance(3000)
      let spent = refresh
      refresh = try next(try await scene.refresh(spent, client))
      scene.clock.advance(5)
      refresh = try next(try await scene.refresh(spent, client))
      #expect(scene.provider.requests("refresh_token").count == step)
      #expect(scene.provider.requests("refresh_token").last?["refresh_token"] == "idp-refresh-0.\(step)")
    }
  }

  @Test(
    "4.6: concurrent refreshes, at one replica and at two, use the provider's refresh token once", arguments: [1, 2])
  func concurrent(replicas: Int) async throws {
    let scene = try Scene()
    let (client, refresh, _) = try await start(scene)
    let servers = try [scene.server] + (1..<replicas).map { _ in try scene.replica() }
    let form = FormParameters([("grant_type", "refresh_token"), ("refresh_token", refresh), ("client_id", client)])
    let request = HTTPRequest(
      method: "POST", target: "/oauth/token", headers: ["Content-Type": "application/x-www-form-urlencoded"],
      body: Array(form.encoded.utf8))
    let answers = await withTaskGroup(of: HTTPResponse?.self) { group in
      for index in 0..<10 { group.addTask { await servers[index % replicas].respond(to: request) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.allSatisfy { $0?.status == 200 })
    #expect(scene.provider.requests("refresh_token").count == 1)
    let last = try #require(answers.last??.document["refresh_token"]?.stringValue)
    #expect(try await scene.refresh(last, client).status == 200)
  }

  static let endings: [(String, @Sendable (inout ScriptedProvider.Script) -> Void)] = [
    ("a refusal", { $0.refreshRefusal = (400, ["error": "invalid_grant", "error_description": "User is gone."]) }),
    ("a wish to ask the person", { $0.refreshRefusal = (400, ["error": "interaction_required"]) }),
    ("another person in the ID token", { $0.idTokenClaims = ["sub": "00u2eve"] }),
    ("another person in the access token", { $0.accessTokenClaims = ["sub": "eve@example.com"] }),
    ("an ID token of another client", { $0.idTokenClaims = ["aud": "other"] }),
    ("an ID token without the subject", { $0.idTokenClaims = ["sub": .null] }),
    (
      "more groups than a token can carry",
      { $0.accessTokenClaims?["groups"] = JSONValue(strings: (0..<900).map { "group-number-\($0)" }) }
    ),
  ]

  @Test("GUIDE-083: who was removed, or is another one now, is logged out, access tokens included", arguments: endings)
  func ending(name: String, change: @Sendable (inout ScriptedProvider.Script) -> Void) async throws {
    let scene = try Scene()
    let (client, refresh, access) = try await start(scene)
    scene.provider.change(change)
    let response = try await scene.refresh(refresh, client)
    #expect(response.status == 400)
    #expect(response.error == "invalid_grant")
    #expect(response.errorDescription == "The identity provider has ended the login; log in again.")
    let event = try #require(scene.events.last(.refresh))
    #expect(event.outcome == .refused)
    #expect(event.reason?.contains("identity provider \"okta\"") == true)
    let verified = try scene.verifier(Scene.audience).verify(access, now: Int(scene.clock.now))
    #expect(scene.storage.knowsRevoked(family: verified.family, token: nil, now: Int(scene.clock.now)))
    scene.provider.change { $0.refreshRefusal = nil }
    #expect(try await scene.refresh(refresh, client).error == "invalid_grant")
  }

  static let troubles: [(String, @Sendable (inout ScriptedProvider.Script) -> Void)] = [
    ("no answer", { $0.isDown = true }),
    ("500", { $0.refreshRefusal = (500, [:]) }),
    ("503 with an OAuth error", { $0.refreshRefusal = (503, ["error": "temporarily_unavailable"]) }),
    ("too many requests", { $0.refreshRefusal = (429, ["error": "invalid_grant"]) }),
    ("our own secret is wrong", { $0.refreshRefusal = (401, ["error": "invalid_client"]) }),
    ("the application may not refresh", { $0.refreshRefusal = (400, ["error": "unauthorized_client"]) }),
    ("no OAuth at all", { $0.refreshRefusal = (404, [:]) }),
  ]

  @Test("GUIDE-083: a provider in trouble logs nobody out, and prolongs nothing", arguments: troubles)
  func trouble(name: String, change: @Sendable (inout ScriptedProvider.Script) -> Void) async throws {
    let scene = try Scene { $0.refreshTokenLifespanSeconds = 7200 }
    let (client, first, _) = try await start(scene)
    scene.provider.change(change)
    scene.clock.advance(3600)
    let response = try await scene.refresh(first, client)
    #expect(try upstream(response, scene).accessToken?["groups"] == ["mcp-developers"])
    guard case .unanswered(let reason)? = scene.events.last(.refresh)?.check else {
      Issue.record("\(String(describing: scene.events.last(.refresh)))")
      return
    }
    #expect(reason.contains("okta"))
    let second = try next(response)
    scene.clock.advance(3599)
    let third = try next(try await scene.refresh(second, client))
    scene.clock.advance(1)
    #expect(try await scene.refresh(third, client).error == "invalid_grant")
    scene.provider.change {
      $0.isDown = false
      $0.refreshRefusal = nil
    }
  }

  @Test func `a provider that answers again confirms, with the refresh token it gave before its trouble`() async throws
  {
    let scene = try Scene()
    let (client, first, _) = try await start(scene)
    scene.provider.change { $0.isDown = true }
    let second = try next(try await scene.refresh(first, client))
    scene.provider.change { $0.isDown = false }
    #expect(try await scene.refresh(second, client).status == 200)
    #expect(scene.events.last(.refresh)?.check == .confirmed)
  }

  @Test("4.6: a lost answer is asked for again at once, in the provider's own grace")
  func lostAnswer() async throws {
    let scene = try Scene()
    scene.provider.setRotating(true, grace: true)
    let (client, first, _) = try await start(scene)
    scene.provider.change { $0.lostAnswers = 1 }
    let second = try next(try await scene.refresh(first, client))
    #expect(scene.events.last(.refresh)?.check == .confirmed)
    scene.provider.setRotating(true)
    #expect(try await scene.refresh(second, client).status == 200)
  }

  @Test("4.6: when the new ID token cannot be checked, the new refresh token is kept and the old claims count")
  func unverifiable() async throws {
    let scene = try Scene()
    let (client, first, _) = try await start(scene)
    let known = PrivateKey.generate()
    scene.provider.change {
      $0.key = PrivateKey.generate()
      $0.publishedKeys = [known]
      $0.accessTokenClaims?["groups"] = ["mcp-admin"]
    }
    let response = try await scene.refresh(first, client)
    #expect(try upstream(response, scene).accessToken?["groups"] == ["mcp-developers"])
    guard case .unanswered? = scene.events.last(.refresh)?.check else {
      Issue.record("\(String(describing: scene.events.last(.refresh)))")
      return
    }
    scene.provider.change { $0.publishedKeys = nil }
    scene.clock.advance(31)
    let later = try await scene.refresh(try next(response), client)
    #expect(try upstream(later, scene).accessToken?["groups"] == ["mcp-admin"])
    #expect(
      scene.provider.requests("refresh_token").map { $0["refresh_token"] } == [
        "idp-refresh-0.1", "idp-refresh-0.2",
      ])
  }

  @Test func `an answer without an ID token leaves its claims as they were`() async throws {
    let scene = try Scene()
    let (client, first, _) = try await start(scene)
    scene.provider.change {
      $0.refreshesIDToken = false
      $0.accessTokenClaims?["groups"] = ["mcp-admin"]
    }
    let response = try await scene.refresh(first, client)
    #expect(try upstream(response, scene).accessToken?["groups"] == ["mcp-admin"])
    #expect(try upstream(response, scene).idToken?["name"] == "Ada Lovelace")
  }

  @Test func `a provider without refresh tokens is not asked, and the event says so`() async throws {
    let scene = try Scene()
    scene.provider.change { $0.tokenResponse = ["refresh_token": .null] }
    let (client, first, _) = try await start(scene)
    #expect(try await scene.refresh(first, client).status == 200)
    #expect(scene.events.last(.refresh)?.check == .impossible)
    #expect(scene.provider.requests("refresh_token").isEmpty)
  }

  @Test func `the provider's refresh token cannot be read by clients`() async throws {
    let scene = try Scene()
    let (_, refresh, access) = try await start(scene)
    for token in [refresh, access] {
      #expect(!token.contains("idp-refresh"))
      let plain = token.split(whereSeparator: { "._".contains($0) }).compactMap { Base64URL.decode(String($0)) }
      #expect(plain.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("idp-refresh") })
    }
  }
}
