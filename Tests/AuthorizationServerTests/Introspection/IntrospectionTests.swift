import GatewayDocument
import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct IntrospectionTests {
  private static let callback = "https://client.example/callback"

  private struct Party {
    let scene: Scene
    let id: String
    let secret: String
    let access: String
    let refresh: String
  }

  /// A client with a secret, and what it was issued.
  private func party(_ change: (inout AuthorizationServerConfiguration) -> Void = { _ in }) async throws -> Party {
    let scene = try Scene(secrets: ConfiguredClientTests.secrets) {
      $0.clients.allowsConfidentialRegistration = true
      $0.clients.configured = [ConfiguredClientTests.client()]
      change(&$0)
    }
    let registered = try await scene.register(
      ["redirect_uris": [.string(Self.callback)], "token_endpoint_auth_method": "client_secret_post"]
    ).document
    let id = try #require(registered["client_id"]?.stringValue)
    let secret = try #require(registered["client_secret"]?.stringValue)
    let code = try await scene.code(id, ["redirect_uri": Self.callback])
    let tokens = try await scene.redeem(code, id, ["redirect_uri": Self.callback, "client_secret": secret]).document
    return Party(
      scene: scene, id: id, secret: secret, access: try #require(tokens["access_token"]?.stringValue),
      refresh: try #require(tokens["refresh_token"]?.stringValue))
  }

  private func ask(
    _ scene: Scene, _ token: String, _ id: String, _ secret: String?, _ path: String = "/oauth/introspect"
  ) async throws -> HTTPResponse {
    var form = [("token", token), ("client_id", id)]
    if let secret { form.append(("client_secret", secret)) }
    return try await scene.send(
      "POST", path, headers: ["Content-Type": "application/x-www-form-urlencoded"],
      body: Array(FormParameters(form).encoded.utf8))
  }

  @Test("RFC 7662: what an active token says")
  func active() async throws {
    let party = try await party()
    let response = try await ask(party.scene, party.access, party.id, party.secret)
    #expect(response.status == 200)
    #expect(response.headers["Cache-Control"] == "no-store")
    let now = Int(party.scene.clock.now)
    let document = response.document
    #expect(document["active"] == true)
    #expect(document["iss"] == .string(Scene.issuer))
    #expect(document["aud"] == [.string(Scene.audience)])
    #expect(document["client_id"] == .string(party.id))
    #expect(document["scope"] == "openid offline_access")
    #expect(document["token_type"] == "Bearer")
    #expect(document["exp"] == .int(now + 3600))
    #expect(document["iat"] == .int(now))
    #expect(document["username"] == "ada@example.com")
    #expect(document["sub"]?.stringValue != nil && document["jti"]?.stringValue != nil)
    #expect(document["tsid"] == nil && document["grant_id"] == nil)
    let event = try #require(party.scene.events.last(.introspect))
    #expect(event.outcome == .success && event.reason == "active" && event.user == "ada@example.com")
  }

  @Test("RFC 7662 4: every other token gets the same answer, byte for byte")
  func inactive() async throws {
    let party = try await party()
    let scene = party.scene
    let public_ = try await scene.clientID()
    let foreign = try #require(try await scene.tokens(public_)["access_token"]?.stringValue)
    let forged = JWT.sign(["iss": .string(Scene.issuer), "sub": "x", "exp": 9_999_999_999], with: .generate())
    let expected = JSONValue.object(["active": false]).bytes()
    for token in [foreign, forged, party.refresh, "nonsense", "a.b.c", party.access + "x"] {
      let response = try await ask(scene, token, party.id, party.secret)
      #expect(response.status == 200)
      #expect(response.bytes == expected)
    }
    scene.clock.advance(3600)
    #expect(try await ask(scene, party.access, party.id, party.secret).bytes == expected)
    #expect(scene.events.last(.introspect)?.user == nil)
  }

  @Test("a token that was taken back is not active", arguments: ["token", "grant", "configuration"])
  func revoked(how: String) async throws {
    let party = try await party()
    switch how {
    case "token": _ = try await ask(party.scene, party.access, party.id, party.secret, "/oauth/revoke")
    case "grant": _ = try await ask(party.scene, party.refresh, party.id, party.secret, "/oauth/revoke")
    default: break
    }
    var scene = party.scene
    if how == "configuration" {
      var rule = RevocationRule()
      rule.user = "ada@example.com"
      scene = try Scene(secrets: ConfiguredClientTests.secrets) {
        $0.clients.allowsConfidentialRegistration = true
        $0.revocations = [rule]
      }
    }
    #expect(try await ask(scene, party.access, party.id, party.secret).document == ["active": false])
  }

  @Test func `a configured client sees all tokens for its audiences, and no others`() async throws {
    let party = try await party { $0.allowedAudiences.append("https://other.example.com") }
    let (id, secret) = (ConfiguredClientTests.id, ConfiguredClientTests.secret)
    let both = try await ask(party.scene, party.access, id, secret)
    #expect(both.document == ["active": false], "a token without an audience is for nobody")
    let code = try await party.scene.code(party.id, ["redirect_uri": Self.callback, "resource": Scene.audience])
    let change = ["redirect_uri": Self.callback, "client_secret": party.secret]
    let mine = try await party.scene.redeem(code, party.id, change).document["access_token"]?.stringValue
    #expect(try await ask(party.scene, try #require(mine), id, secret).document["active"] == true)
    let otherCode = try await party.scene.code(
      party.id, ["redirect_uri": Self.callback, "resource": "https://other.example.com"])
    let other = try await party.scene.redeem(otherCode, party.id, change).document["access_token"]?.stringValue
    #expect(try await ask(party.scene, try #require(other), id, secret).document == ["active": false])
  }

  @Test func `nobody asks without a secret`() async throws {
    let party = try await party()
    let scene = party.scene
    let publicClient = try await scene.clientID()
    for (id, secret) in [(party.id, nil), (party.id, "wrong"), (publicClient, nil), ("unknown", "x")] {
      let response = try await ask(scene, party.access, id, secret)
      #expect(response.status == 401)
      #expect(response.error == "invalid_client")
    }
    #expect(try await ask(scene, "", party.id, party.secret).error == "invalid_request")
    #expect(try await scene.send("GET", "/oauth/introspect").status == 405)
    #expect(try await ask(scene, party.access, party.id, party.secret).headers["Access-Control-Allow-Origin"] == nil)
  }
}
