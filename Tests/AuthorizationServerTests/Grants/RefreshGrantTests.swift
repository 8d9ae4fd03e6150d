import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct RefreshGrantTests {
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

  @Test("scenario 18, 3.7: a refresh gives a new pair for the same person, client and audience")
  func rotation() async throws {
    let scene = try Scene()
    let (client, refresh, access) = try await start(scene)
    scene.clock.advance(3000)
    let response = try await scene.refresh(refresh, client, [("resource", Scene.audience + "/")])
    #expect(try next(response) != refresh)
    #expect(response.document["token_type"]?.stringValue == "Bearer")
    #expect(response.document["scope"]?.stringValue == "openid offline_access")
    let before = try JWT.unverifiedClaims(of: access)
    let after = try JWT.unverifiedClaims(of: try #require(response.document["access_token"]?.stringValue))
    for claim in ["iss", "sub", "aud", "scp", "client_id", "name", "email"] { #expect(before[claim] == after[claim]) }
    #expect(before["jti"] != after["jti"])
    #expect(after["iat"]?.intValue == Int(scene.clock.now))
  }

  @Test("DIV-12: an old refresh token revokes the family, its newest token included")
  func reuse() async throws {
    let scene = try Scene()
    let (client, first, _) = try await start(scene)
    let second = try next(try await scene.refresh(first, client))
    scene.clock.advance(31)
    let reused = try await scene.refresh(first, client)
    #expect(reused.status == 400)
    #expect(reused.error == "invalid_grant")
    #expect(reused.errorDescription.contains("All tokens of its grant are revoked."))
    #expect(try await scene.refresh(second, client).error == "invalid_grant")
  }

  @Test("I-21: within thirty seconds the last token may be sent again, because an answer can be lost")
  func grace() async throws {
    let scene = try Scene()
    let (client, first, _) = try await start(scene)
    _ = try next(try await scene.refresh(first, client))
    scene.clock.advance(29)
    let again = try next(try await scene.refresh(first, client))
    scene.clock.advance(100)
    #expect(try await scene.refresh(again, client).status == 200)
  }

  @Test func `families do not touch each other`() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let one = try #require(try await scene.tokens(client)["refresh_token"]?.stringValue)
    let two = try #require(try await scene.tokens(client)["refresh_token"]?.stringValue)
    _ = try next(try await scene.refresh(one, client))
    scene.clock.advance(31)
    #expect(try await scene.refresh(one, client).error == "invalid_grant")
    #expect(try await scene.refresh(two, client).status == 200)
  }

  @Test("scenario 19: the scope can be narrowed for the access token and never widened")
  func scope() async throws {
    let scene = try Scene()
    let (client, first, _) = try await start(scene)
    let wider = try await scene.refresh(first, client, [("scope", "openid profile")])
    #expect(wider.error == "invalid_scope")
    let narrow = try await scene.refresh(first, client, [("scope", "openid")])
    #expect(narrow.document["scope"]?.stringValue == "openid")
    let wide = try await scene.refresh(try next(narrow), client)
    #expect(wide.document["scope"]?.stringValue == "openid offline_access")
  }

  @Test func `a refresh token is its client's alone`() async throws {
    let scene = try Scene()
    let (_, refresh, _) = try await start(scene)
    #expect(try await scene.refresh(refresh, try await scene.clientID()).error == "invalid_grant")
  }

  @Test func `a refresh token that is not used expires`() async throws {
    let scene = try Scene { $0.refreshTokenLifespanSeconds = 3600 }
    let (client, refresh, _) = try await start(scene)
    scene.clock.advance(3600)
    #expect(try await scene.refresh(refresh, client).error == "invalid_grant")
  }

  @Test("3.8: each use starts the lifespan anew, but after thirty days the person logs in again")
  func longestLogin() async throws {
    let scene = try Scene()
    let (client, first, _) = try await start(scene)
    var refresh = first
    for _ in 0..<5 {
      scene.clock.advance(6 * 86_400 - 1)
      refresh = try next(try await scene.refresh(refresh, client))
    }
    scene.clock.advance(6)
    #expect(try await scene.refresh(refresh, client).error == "invalid_grant")
  }

  @Test("a changed, foreign or absent refresh token is refused", arguments: ["", "vmcp_rt_", "vmcp_rt_AAAA", "code"])
  func malformed(kind: String) async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let token = kind == "code" ? "vmcp_rt_" + (try await scene.code(client)).dropFirst(8) : kind
    let response = try await scene.refresh(token, client)
    #expect(response.status == 400)
    #expect(response.error == (kind.isEmpty ? "invalid_request" : "invalid_grant"))
  }

  @Test("GUIDE-101: a refresh cannot reach another audience")
  func audience() async throws {
    let scene = try Scene { $0.allowedAudiences = [Scene.audience, "https://other.example/mcp"] }
    let client = try await scene.clientID()
    let tokens = try await scene.tokens(client, ["resource": Scene.audience])
    let refresh = try #require(tokens["refresh_token"]?.stringValue)
    for resource in ["https://other.example/mcp", "https://sales-tools.example.com"] {
      #expect(try await scene.refresh(refresh, client, [("resource", resource)]).error == "invalid_target")
    }
    #expect(try await scene.refresh(refresh, client).status == 200)
  }

  @Test("GUIDE-101: when the granted audience is withdrawn, a refresh reaches no other in its place")
  func withdrawnAudience() async throws {
    let before = try Scene { $0.allowedAudiences = [Scene.audience, "https://other.example/mcp"] }
    let client = try await before.clientID()
    let tokens = try await before.tokens(client, ["resource": Scene.audience])
    let refresh = try #require(tokens["refresh_token"]?.stringValue)
    let after = try Scene { $0.allowedAudiences = ["https://other.example/mcp"] }
    for more in [[], [("resource", "https://other.example/mcp")], [("resource", Scene.audience)]] {
      #expect(try await after.refresh(refresh, client, more).error == "invalid_grant")
    }
    #expect(try await before.refresh(refresh, client).status == 200)
  }

  @Test func `a grant without an audience may ask for one that is allowed`() async throws {
    let scene = try Scene { $0.allowedAudiences = [Scene.audience, "https://other.example/mcp"] }
    let client = try await scene.clientID()
    let refresh = try #require(try await scene.tokens(client)["refresh_token"]?.stringValue)
    let response = try await scene.refresh(refresh, client, [("resource", "https://other.example/mcp")])
    let claims = try JWT.unverifiedClaims(of: try #require(response.document["access_token"]?.stringValue))
    #expect(claims["aud"] == ["https://other.example/mcp"])
  }

  @Test("scenario 23: a storage outage does not cost the refresh token")
  func outage() async throws {
    let scene = try Scene()
    let (client, refresh, _) = try await start(scene)
    scene.storage.unplug()
    let response = try await scene.refresh(refresh, client)
    #expect(response.status == 503)
    #expect(response.error == "temporarily_unavailable")
  }

  @Test("scenario 34: a restart without shared storage loses neither client nor login")
  func restart() async throws {
    let before = try Scene()
    let (client, first, _) = try await start(before)
    let second = try next(try await before.refresh(first, client))
    let after = try Scene()
    #expect(try await after.refresh(second, client).status == 200)
    #expect(try await after.authorize(client).status == 302)
  }
}
