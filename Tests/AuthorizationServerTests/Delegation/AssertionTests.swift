import GatewayDocument
import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct AssertionTests {
  static let grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"
  private static let tokenEndpoint = Scene.issuer + "/oauth/token"

  private func scene(_ change: (inout AssertionConfiguration) -> Void = { _ in }) throws -> (Scene, ForeignIssuer) {
    let assertions = ForeignIssuer.assertions(change)
    let scene = try Scene {
      $0.trustedIssuers = [
        ForeignIssuer.configuration {
          $0.expectedAudience = nil
          $0.allowedActors = []
          $0.allowedDelegateClients = []
          $0.assertions = assertions
        }
      ]
    }
    let issuer = ForeignIssuer()
    issuer.serveKeys(scene)
    return (scene, issuer)
  }

  private func assertion(_ issuer: ForeignIssuer, _ scene: Scene, _ changes: JSONObject = [:], type: String = "JWT")
    -> String
  {
    var claims: JSONObject = ["aud": .string(Self.tokenEndpoint)]
    for (key, value) in changes { claims[key] = value }
    return issuer.token(scene, claims, type: type)
  }

  private func ask(
    _ scene: Scene, _ assertion: String, resource: String = Scene.audience, _ more: [(String, String)] = []
  ) async throws -> HTTPResponse {
    try await scene.post([("grant_type", Self.grant), ("assertion", assertion), ("resource", resource)] + more)
  }

  @Test("6.3: an assertion becomes a token, without a client")
  func token() async throws {
    let (scene, issuer) = try scene()
    let response = try await ask(scene, assertion(issuer, scene), resource: Scene.audience + "/", [("scope", "openid")])
    #expect(response.status == 200, "\(response.document)")
    #expect(response.document["expires_in"] == 300)
    #expect(response.document["refresh_token"] == nil && response.document["issued_token_type"] == nil)
    let now = Int(scene.clock.now)
    let token = try scene.verifier(Scene.audience).verify(
      try #require(response.document["access_token"]?.stringValue), now: now)
    #expect(token.subject == "https://agents.example#build-agent")
    let digest = SHA256Digest(of: "https://agents.example\0build-agent").base64URL
    #expect(token.clientID == "synthetic:jwt-bearer-" + digest)
    #expect(token.scopes == ["openid"])
    #expect(token.isWithoutLogin && !token.isDelegated)
    let event = try #require(scene.events.last(.assertion))
    #expect(event.outcome == .success && event.client == token.client && event.subject == token.subject)
  }

  @Test("6.3: an assertion is good once, with jti and without, whatever else is asked")
  func replay() async throws {
    let (scene, issuer) = try scene()
    for claims in [["jti": "one"], [:]] as [JSONObject] {
      let text = assertion(issuer, scene, claims)
      let answers = try await withThrowingTaskGroup(of: Int.self) { group in
        let server = scene.server
        let form = FormParameters([("grant_type", Self.grant), ("assertion", text), ("resource", Scene.audience)])
        for _ in 0..<10 {
          group.addTask {
            let request = HTTPRequest(
              method: "POST", target: "/oauth/token", headers: ["Content-Type": "application/x-www-form-urlencoded"],
              body: Array(form.encoded.utf8))
            return await server.respond(to: request)?.status ?? 0
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.filter { $0 == 200 }.count == 1)
      let again = try await ask(scene, text)
      #expect(again.error == "invalid_grant")
      scene.clock.advance(1)
    }
    // The same jti in another assertion is the same assertion.
    #expect(try await ask(scene, assertion(issuer, scene, ["jti": "one"])).error == "invalid_grant")
    #expect(try await ask(scene, assertion(issuer, scene, ["jti": "two"])).status == 200)
  }

  static let refused: [(JSONObject, String, String)] = [
    (["aud": .string(Scene.audience)], "invalid_grant", "aud is none of"),
    (["aud": "https://elsewhere.example"], "invalid_grant", "aud is none of"),
    (["aud": .null], "invalid_grant", "aud is none of"), (["iss": "https://x"], "invalid_grant", "not trusted"),
    (["iss": .string(Scene.issuer)], "invalid_grant", "not trusted"),
    (["exp": 1_800_000_301], "invalid_grant", "lives longer than 300 seconds"),
    (["iat": .null], "invalid_grant", "no iat"), (["exp": .null], "invalid_grant", "no expiry"),
    (["exp": 1_800_000_000], "invalid_grant", "expired"), (["iat": 1_800_000_061], "invalid_grant", "in the future"),
    (["sub": .null], "invalid_grant", "no subject"), (["iat": 0, "exp": 1e300], "invalid_grant", "lives longer"),
    (["sub": "other-agent"], "invalid_target", "may not ask"),
    (["sub": "build-agent "], "invalid_target", "may not ask"),
  ]

  @Test("6.3: what is no good assertion", arguments: refused)
  func refusals(claims: JSONObject, error: String, reason: String) async throws {
    let (scene, issuer) = try scene()
    let response = try await ask(scene, assertion(issuer, scene, claims))
    #expect(response.error == error)
    if error == "invalid_grant" {
      #expect(response.errorDescription == "The assertion is invalid or could not be verified.")
    }
    #expect(scene.events.last(.assertion)?.reason?.contains(reason) == true, "\(scene.events.last(.assertion)!)")
  }

  @Test("6.3: typ is JWT or nothing", arguments: ["at+jwt", "id_token", "JOSE"])
  func type(type: String) async throws {
    let (scene, issuer) = try scene()
    #expect(try await ask(scene, assertion(issuer, scene, type: type)).error == "invalid_grant")
    #expect(try await ask(scene, assertion(issuer, scene, type: "jwt")).status == 200)
  }

  @Test("6.3: exactly one assertion and one resource, each that may be")
  func parameters() async throws {
    let (scene, issuer) = try scene()
    func text() -> String { assertion(issuer, scene, ["jti": .string(scene.provider.requests.count.description)]) }
    #expect(try await scene.post([("grant_type", Self.grant), ("assertion", text())]).error == "invalid_request")
    #expect(
      try await scene.post([("grant_type", Self.grant), ("resource", Scene.audience)]).error == "invalid_request")
    #expect(try await ask(scene, text(), [("resource", Scene.audience)]).error == "invalid_request")
    #expect(try await ask(scene, text(), [("assertion", text())]).error == "invalid_request")
    #expect(try await ask(scene, text(), resource: "https://elsewhere.example").error == "invalid_target")
    #expect(try await ask(scene, text(), [("scope", "admin")]).error == "invalid_scope")
    #expect(try await ask(scene, text(), [("client_id", "unknown")]).error == "invalid_client")
    #expect(try await ask(scene, text()).status == 200, "nothing of this used the assertion up")
  }

  @Test func `an outage of the storage is one; without it a replay could not be seen`() async throws {
    let (scene, issuer) = try scene()
    scene.storage.unplug()
    let response = try await ask(scene, assertion(issuer, scene))
    #expect(response.status == 503)
    #expect(scene.events.last(.assertion)?.outcome == .failure)
  }

  @Test func `where no issuer has assertions the grant is not there`() async throws {
    let scene = try Scene.delegating()
    let issuer = ForeignIssuer()
    issuer.serveKeys(scene)
    #expect(try await ask(scene, assertion(issuer, scene)).error == "unsupported_grant_type")
  }
}
