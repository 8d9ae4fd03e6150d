import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct CodeGrantTests {
  static let wrong: [(String, [String: String?], String)] = [
    ("another verifier", ["code_verifier": String(repeating: "a", count: 43)], "invalid_grant"),
    ("a short verifier", ["code_verifier": "short"], "invalid_grant"),
    ("a verifier with other characters", ["code_verifier": String(repeating: "!", count: 43)], "invalid_grant"),
    ("no verifier", ["code_verifier": nil], "invalid_grant"),
    ("another port", ["redirect_uri": "http://127.0.0.1:1/callback"], "invalid_grant"),
    ("the registered redirect URI", ["redirect_uri": Scene.redirect], "invalid_grant"),
    ("no redirect URI", ["redirect_uri": nil], "invalid_grant"),
    ("an unknown code", ["code": "vmcp_ac_unknown"], "invalid_grant"),
    ("no code", ["code": nil], "invalid_request"),
    ("no grant type", ["grant_type": nil], "invalid_request"),
    ("the password grant", ["grant_type": "password"], "unsupported_grant_type"),
    (
      "token exchange", ["grant_type": "urn:ietf:params:oauth:grant-type:token-exchange"], "unsupported_grant_type"
    ),
    ("the JWT bearer grant", ["grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer"], "unsupported_grant_type"),
    ("no client", ["client_id": nil], "invalid_request"),
  ]

  @Test("scenario 15, 3.5: what does not fit the code is refused and leaves the code good", arguments: wrong)
  func refusals(name: String, changes: [String: String?], error: String) async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let code = try await scene.code(client)
    let response = try await scene.redeem(code, client, changes)
    #expect(response.status == 400)
    #expect(response.error == error)
    #expect(!response.errorDescription.isEmpty)
    #expect(response.headers["Cache-Control"] == "no-store")
    #expect(try await scene.redeem(code, client).status == 200)
  }

  @Test("scenario 15: a code is its client's alone")
  func otherClient() async throws {
    let scene = try Scene()
    let code = try await scene.code(try await scene.clientID())
    let response = try await scene.redeem(code, try await scene.clientID())
    #expect(response.status == 400)
    #expect(response.error == "invalid_grant")
  }

  @Test("scenario 15: a code expires", arguments: [(600, 599, 200), (600, 600, 400), (30, 31, 400)])
  func expiry(lifespan: Int, waited: Int, status: Int) async throws {
    let scene = try Scene { $0.authorizationCodeLifespanSeconds = lifespan }
    let client = try await scene.clientID()
    let code = try await scene.code(client)
    scene.clock.advance(Double(waited))
    #expect(try await scene.redeem(code, client).status == status)
  }

  @Test("scenario 15, DIV-12: a code used twice revokes what it gave")
  func reuse() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let code = try await scene.code(client)
    let first = try await scene.redeem(code, client)
    let refresh = try #require(first.document["refresh_token"]?.stringValue)
    let second = try await scene.redeem(code, client)
    #expect(second.status == 400)
    #expect(second.error == "invalid_grant")
    #expect(second.errorDescription.contains("All tokens of its grant are revoked."))
    #expect(try await scene.refresh(refresh, client).error == "invalid_grant")
  }

  @Test func `of many who redeem a code at once, one gets tokens`() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let code = try await scene.code(client)
    let form = FormParameters([
      ("grant_type", "authorization_code"), ("code", code), ("client_id", client),
      ("redirect_uri", Scene.listening), ("code_verifier", Scene.verifier),
    ])
    let request = HTTPRequest(
      method: "POST", target: "/oauth/token", headers: ["Content-Type": "application/x-www-form-urlencoded"],
      body: Array(form.encoded.utf8))
    let server = scene.server
    let granted = await withTaskGroup(of: Int?.self) { group in
      for _ in 0..<20 { group.addTask { await server.respond(to: request)?.status } }
      return await group.reduce(0) { $0 + ($1 == 200 ? 1 : 0) }
    }
    #expect(granted == 1)
  }

  @Test("I-11: an unknown client is 401 invalid_client")
  func unknownClient() async throws {
    let scene = try Scene()
    let code = try await scene.code(try await scene.clientID())
    let response = try await scene.redeem(code, "unknown")
    #expect(response.status == 401)
    #expect(response.error == "invalid_client")
  }

  @Test("3.5: a public client must not present a secret")
  func secrets() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let code = try await scene.code(client)
    #expect(try await scene.redeem(code, client, ["client_secret": "x"]).status == 401)
    func basic(_ secret: String) -> HTTPHeaders {
      ["Authorization": "Basic " + Base64.encode(Array((client + ":" + secret).utf8))]
    }
    let parameters = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Scene.listening),
      ("code_verifier", Scene.verifier),
    ]
    let refused = try await scene.post(parameters, headers: basic("x"))
    #expect(refused.status == 401)
    #expect(refused.headers["WWW-Authenticate"]?.hasPrefix("Basic ") == true)
    #expect(try await scene.post(parameters, headers: ["Authorization": "Basic !"]).status == 401)
    #expect(try await scene.post(parameters, headers: basic("")).status == 200)
  }

  @Test("scenario 18: without offline_access, or without the grant, there is no refresh token")
  func noRefreshToken() async throws {
    let scene = try Scene()
    let tokens = try await scene.tokens(try await scene.clientID(), ["scope": "openid"])
    #expect(tokens["refresh_token"] == nil)
    #expect(tokens["scope"]?.stringValue == "openid")
    let client = try await scene.clientID([
      "redirect_uris": [.string(Scene.redirect)], "grant_types": ["authorization_code"],
    ])
    #expect(try await scene.tokens(client)["refresh_token"] == nil)
  }

  static let resources: [(asked: String?, token: [String], audience: [String]?)] = [
    (nil, [], [Scene.audience]),
    (nil, [""], [Scene.audience]),
    (nil, [Scene.audience], [Scene.audience]),
    (nil, [Scene.audience + "/"], [Scene.audience]),
    (nil, [Scene.audience + "/mcp"], [Scene.audience]),
    (nil, ["HTTPS://Engineering-Tools.Example.COM"], [Scene.audience]),
    (Scene.audience + "/", [Scene.audience], [Scene.audience]),
    (Scene.audience, [], [Scene.audience]),
    (nil, ["https://sales-tools.example.com"], nil),
    (Scene.audience, ["https://sales-tools.example.com"], nil),
    (nil, [Scene.audience, Scene.audience], nil),
    (nil, [Scene.audience + "#x"], nil),
    (nil, [Scene.audience + "/other"], nil),
    (nil, ["engineering-tools"], nil),
    (nil, ["urn:example:tools"], nil),
  ]

  @Test("scenario 16, GUIDE-100, GUIDE-101, GUIDE-104, DIV-11, I-03: resource and aud", arguments: resources)
  func resource(asked: String?, token: [String], audience: [String]?) async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let changes: [String: String?] = ["resource": asked]
    let code = try await scene.code(client, changes)
    let response = try await scene.redeem(code, client, resources: token)
    guard let audience else {
      #expect(response.status == 400)
      #expect(response.error == "invalid_target")
      #expect(response.errorDescription.isEmpty == false)
      return
    }
    #expect(response.status == 200)
    let claims = try JWT.unverifiedClaims(of: try #require(response.document["access_token"]?.stringValue))
    #expect(claims["aud"] == JSONValue(strings: audience))
  }

  @Test("3.5, DIV-8: of several audiences the one asked for is granted, and no other than at the login")
  func severalAudiences() async throws {
    let scene = try Scene { $0.allowedAudiences = [Scene.audience, "https://other.example/mcp"] }
    let client = try await scene.clientID()
    func audience(_ response: HTTPResponse) throws -> JSONValue? {
      try JWT.unverifiedClaims(of: try #require(response.document["access_token"]?.stringValue))["aud"]
    }
    let chosen = try await scene.redeem(
      try await scene.code(client), client, resources: ["https://other.example/mcp"])
    #expect(try audience(chosen) == ["https://other.example/mcp"])
    let none = try await scene.redeem(try await scene.code(client), client)
    #expect(try audience(none) == [])
    let code = try await scene.code(client, ["resource": Scene.audience])
    #expect(try await scene.redeem(code, client, resources: ["https://other.example/mcp"]).error == "invalid_target")
    #expect(try audience(try await scene.redeem(code, client)) == [.string(Scene.audience)])
  }

  @Test func `a form that is none, or repeats itself, is refused`() async throws {
    let scene = try Scene()
    let json = try await scene.send(
      "POST", "/oauth/token", headers: ["Content-Type": "application/json"], body: Array("{}".utf8))
    #expect(json.error == "invalid_request")
    let client = try await scene.clientID()
    let twice = try await scene.post([
      ("grant_type", "refresh_token"), ("grant_type", "authorization_code"), ("client_id", client),
    ])
    #expect(twice.error == "invalid_request")
    let broken = try await scene.send(
      "POST", "/oauth/token", headers: ["Content-Type": "application/x-www-form-urlencoded"], body: [0xFF, 0x3D])
    #expect(broken.error == "invalid_request")
  }

  @Test("scenario 23, I-11: a storage outage is 503 and never invalid_client")
  func storageOutage() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let code = try await scene.code(client)
    scene.storage.unplug()
    let response = try await scene.redeem(code, client)
    #expect(response.status == 503)
    #expect(response.error == "temporarily_unavailable")
    #expect(response.headers["Retry-After"] != nil)
    #expect(scene.events.last(.token)?.outcome == .failure)
  }
}
