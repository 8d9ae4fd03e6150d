import GatewayDocument
import HTTP
import JOSE
import JSON
import OAuth
import Testing

@testable import AuthorizationServer

@Suite struct RevocationTests {
  private func start(_ scene: Scene) async throws -> (client: String, refresh: String, access: String) {
    let client = try await scene.clientID()
    let tokens = try await scene.tokens(client)
    return (
      client, try #require(tokens["refresh_token"]?.stringValue), try #require(tokens["access_token"]?.stringValue)
    )
  }

  private func revoke(
    _ scene: Scene, _ token: String, _ client: String, _ more: [(String, String)] = []
  ) async throws -> HTTPResponse {
    let form = FormParameters([("token", token), ("client_id", client)] + more)
    return try await scene.send(
      "POST", "/oauth/revoke", headers: ["Content-Type": "application/x-www-form-urlencoded"],
      body: Array(form.encoded.utf8))
  }

  /// What a gateway would say to an access token.
  private func isServed(_ scene: Scene, _ access: String) throws -> Bool {
    let now = Int(scene.clock.now)
    let token = try scene.verifier(Scene.audience).verify(access, now: now)
    return !scene.server.revocations.revoke(token)
      && !scene.storage.knowsRevoked(family: token.family, token: token.id, now: now)
  }

  @Test("RFC 7009: a refresh token takes its grant with it, access tokens included, and no other grant")
  func refreshToken() async throws {
    let scene = try Scene()
    let (client, refresh, access) = try await start(scene)
    let other = try await scene.tokens(client)
    #expect(try isServed(scene, access))
    let response = try await revoke(scene, refresh, client, [("token_type_hint", "access_token")])
    #expect(response.status == 200)
    #expect(response.headers["Cache-Control"] == "no-store")
    #expect(response.headers["Access-Control-Allow-Origin"] == "*")
    #expect(try await scene.refresh(refresh, client).error == "invalid_grant")
    #expect(try !isServed(scene, access))
    #expect(try isServed(scene, try #require(other["access_token"]?.stringValue)))
    let event = try #require(scene.events.all.last { $0.kind == .revoke })
    #expect(event.outcome == .success && event.reason == "grant" && event.user != nil)
  }

  @Test("RFC 7009: an access token goes alone")
  func accessToken() async throws {
    let scene = try Scene()
    let (client, refresh, access) = try await start(scene)
    #expect(try await revoke(scene, access, client).status == 200)
    #expect(try !isServed(scene, access))
    #expect(try await scene.refresh(refresh, client).status == 200)
  }

  @Test("RFC 7009 section 2.2: what is not known here is not valid here; nobody revokes what is another client's")
  func foreign() async throws {
    let scene = try Scene()
    let (client, refresh, access) = try await start(scene)
    let stranger = try await scene.clientID()
    for token in [refresh, access, "vmcp_rt_AAAA", "nonsense"] {
      #expect(try await revoke(scene, token, stranger).status == 200)
    }
    #expect(try isServed(scene, access))
    #expect(try await scene.refresh(refresh, client).status == 200)
  }

  @Test func `bad requests are refused, an outage says to come back`() async throws {
    let scene = try Scene()
    let (client, refresh, _) = try await start(scene)
    #expect(try await revoke(scene, refresh, "unknown").error == "invalid_client")
    #expect(try await revoke(scene, "", client).error == "invalid_request")
    #expect(try await revoke(scene, refresh, client, [("token", "again")]).error == "invalid_request")
    #expect(try await scene.send("GET", "/oauth/revoke").status == 405)
    scene.storage.unplug()
    #expect(try await revoke(scene, refresh, client).status == 503)
  }

  @Test func `using a refresh token twice ends the access tokens of its grant too`() async throws {
    let scene = try Scene()
    let (client, refresh, access) = try await start(scene)
    #expect(try await scene.refresh(refresh, client).status == 200)
    scene.clock.advance(31)
    #expect(try await scene.refresh(refresh, client).error == "invalid_grant")
    #expect(try !isServed(scene, access))
  }

  @Test func `the metadata names the endpoint`() async throws {
    let metadata = try await Scene().send("GET", "/.well-known/oauth-authorization-server").document
    #expect(metadata["revocation_endpoint"] == .string(Scene.issuer + "/oauth/revoke"))
  }

  @Test(arguments: ["user", "client", "token", "before", "both", "other user", "later"])
  func `what the configuration revokes`(what: String) async throws {
    let scene = try Scene()
    let (client, refresh, access) = try await start(scene)
    let token = try scene.verifier(Scene.audience).verify(access, now: Int(scene.clock.now))
    scene.clock.advance(60)
    var rule = RevocationRule()
    switch what {
    case "user": rule.user = token.user.uppercased()
    case "client": rule.client = token.client
    case "token": rule.token = token.id
    case "before": rule.issuedBefore = Int(scene.clock.now)
    case "both": (rule.user, rule.issuedBefore) = (token.subject, Int(scene.clock.now))
    case "other user": rule.user = "somebody@example.com"
    default: rule.issuedBefore = Int(scene.clock.now) - 60
    }
    let isRevoked = what != "other user" && what != "later"
    let rules = RevocationRules([rule, RevocationRule()])
    #expect(rules.revoke(token) == isRevoked)
    // The same keys, another configuration, as after a swap.
    let after = try Scene { $0.revocations = [rule] }
    after.clock.advance(60)
    let refreshed = try await after.refresh(refresh, client)
    #expect((refreshed.error == "invalid_grant") == (isRevoked && what != "token"), "\(refreshed.document)")
  }

  @Test func `a code of a revoked login gives no token; a new login of the same person does`() async throws {
    let scene = try Scene { $0.revocations = [Self.before(1_800_000_030)] }
    let client = try await scene.clientID()
    let code = try await scene.code(client)
    #expect(try await scene.redeem(code, client).error == "invalid_grant")
    scene.clock.advance(30)
    #expect(try await scene.redeem(try await scene.code(client), client).status == 200)
  }

  private static func before(_ time: Int) -> RevocationRule {
    var rule = RevocationRule()
    rule.issuedBefore = time
    return rule
  }
}
