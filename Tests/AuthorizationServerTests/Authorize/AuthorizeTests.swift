import HTTP
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct AuthorizeTests {
  @Test(
    "scenario 11, I-11: an unknown client is 401 invalid_client and goes nowhere",
    arguments: [
      "unknown", "0b3c5a1e-0000-4000-8000-000000000000", "https://vscode.dev/oauth/client-metadata.json",
    ])
  func unknownClient(id: String) async throws {
    let response = try await Scene().authorize(id)
    #expect(response.status == 401)
    #expect(response.error == "invalid_client")
    #expect(response.headers["Location"] == nil)
    #expect(response.headers["Content-Type"] == "application/json")
  }

  @Test func `a changed client identifier is an unknown client`() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let changed = String(client.dropLast()) + (client.hasSuffix("A") ? "Q" : "A")
    #expect(try await scene.authorize(changed).status == 401)
  }

  @Test(
    "scenario 11: a redirect URI that is not registered is refused here, not redirected",
    arguments: [
      "http://127.0.0.1/other", "http://localhost/callback", "https://127.0.0.1/callback",
      "http://127.0.0.1/callback?x=1", "http://127.0.0.1:80@evil.example/callback", "http://evil.example/callback",
      "http://127.0.0.1/callback#x", "http://127.0.0.1/CALLBACK", "http://127.0.0.1/callback/",
    ])
  func unregisteredRedirect(uri: String) async throws {
    let scene = try Scene()
    let response = try await scene.authorize(try await scene.clientID(), ["redirect_uri": uri])
    #expect(response.status == 400)
    #expect(response.error == "invalid_request")
    #expect(response.headers["Location"] == nil)
  }

  @Test(
    "I-04, I-05: loopback ports are free, everything else is exact",
    arguments: [
      ("http://127.0.0.1/callback", "http://127.0.0.1:52110/callback", true),
      ("http://localhost:1/callback", "http://localhost:52110/callback", true),
      ("http://[::1]/callback", "http://[::1]:52110/callback", true),
      ("https://vscode.dev/redirect", "https://vscode.dev/redirect", true),
      ("https://vscode.dev/redirect", "https://vscode.dev:8443/redirect", false),
      ("http://127.0.0.1:33418/", "http://127.0.0.1:40000", false),
      ("cursor://anysphere.cursor-mcp/oauth/callback", "cursor://anysphere.cursor-mcp/oauth/callback", true),
      ("cursor://anysphere.cursor-mcp/oauth/callback", "cursor://other/oauth/callback", false),
    ])
  func redirectMatching(registered: String, used: String, isAccepted: Bool) async throws {
    let scene = try Scene()
    let client = try await scene.clientID(["redirect_uris": [.string(registered)]])
    #expect(try await scene.authorize(client, ["redirect_uri": used]).status == (isAccepted ? 302 : 400))
  }

  static let redirected: [([String: String?], String)] = [
    (["scope": "openid admin"], "invalid_scope"),
    (["response_type": "token"], "unsupported_response_type"),
    (["response_type": nil], "unsupported_response_type"),
    (["response_type": "code token"], "unsupported_response_type"),
    (["response_mode": "fragment"], "invalid_request"),
    (["request": "eyJ"], "invalid_request"),
    (["request_uri": "https://client.example/r"], "invalid_request"),
  ]

  @Test("scenario 11, 3.1: other faults are told to the client, with its state", arguments: redirected)
  func redirectedErrors(changes: [String: String?], error: String) async throws {
    let scene = try Scene()
    let response = try await scene.authorize(try await scene.clientID(), changes)
    #expect(response.status == 303)
    #expect(response.redirectTarget == Scene.listening)
    #expect(response.redirectParameters["error"] == error)
    #expect(response.redirectParameters["error_description"]?.isEmpty == false)
    #expect(response.redirectParameters["state"] == "client-state-1")
    #expect(response.redirectParameters["iss"] == Scene.issuer)
    #expect(scene.provider.requests.isEmpty)
  }

  @Test(
    "DIV-9: PKCE is checked before anybody is sent to the identity provider",
    arguments: [
      ["code_challenge": nil], ["code_challenge": ""], ["code_challenge_method": "plain"],
      ["code_challenge_method": nil], ["code_challenge": "too-short"],
      ["code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c!"],
    ] as [[String: String?]])
  func challenge(changes: [String: String?]) async throws {
    let scene = try Scene()
    let response = try await scene.authorize(try await scene.clientID(), changes)
    #expect(response.redirectParameters["error"] == "invalid_request")
    #expect(response.redirectParameters["state"] == "client-state-1")
    #expect(scene.provider.requests.isEmpty)
  }

  @Test(
    "DIV-8, GUIDE-101: a resource of another team is refused before the login",
    arguments: [
      "https://sales-tools.example.com", "not-a-uri", "https://engineering-tools.example.com/#x", "ftp://a.example",
    ])
  func resource(resource: String) async throws {
    let scene = try Scene()
    let response = try await scene.authorize(try await scene.clientID(), ["resource": resource])
    #expect(response.redirectParameters["error"] == "invalid_target")
    #expect(scene.provider.requests.isEmpty)
  }

  @Test("DIV-7, I-07: no state, or a short one, is accepted and returned as it came", arguments: [nil, "x", "a b&c=ä"])
  func state(state: String?) async throws {
    let scene = try Scene()
    let changes: [String: String?] = ["state": state]
    let arrival = try await scene.logIn(try await scene.clientID(), changes)
    #expect(arrival.redirectParameters["code"] != nil)
    #expect(arrival.redirectParameters["state"] == state)
  }

  @Test func `a state too long to be carried is refused`() async throws {
    let scene = try Scene()
    let response = try await scene.authorize(
      try await scene.clientID(), ["state": String(repeating: "s", count: 2049)])
    #expect(response.redirectParameters["error"] == "invalid_request")
    #expect(response.redirectParameters["state"] == nil)
  }

  @Test("I-08: spaces around scopes do not matter")
  func scopeSpaces() async throws {
    let scene = try Scene()
    let arrival = try await scene.logIn(try await scene.clientID(), ["scope": " offline_access  openid"])
    #expect(arrival.redirectParameters["scope"] == "offline_access openid")
  }

  @Test("I-10: without a scope the registered ones are granted, so that the client can refresh")
  func noScope() async throws {
    let scene = try Scene()
    let tokens = try await scene.tokens(try await scene.clientID(), ["scope": nil])
    #expect(tokens["scope"]?.stringValue == "openid profile email offline_access")
    #expect(tokens["refresh_token"] != nil)
  }

  @Test func `a repeated parameter is refused, and never redirected when it decides where to`() async throws {
    let scene = try Scene()
    let target = Scene.target(try await scene.clientID())
    let state = try await scene.browse("GET", target + "&state=second")
    #expect(state.redirectParameters["error"] == "invalid_request")
    let redirect = try await scene.browse("GET", target + "&redirect_uri=https%3A%2F%2Fevil.example")
    #expect(redirect.status == 400)
    #expect(redirect.headers["Location"] == nil)
  }

  @Test("3.1: the redirect URI may be left out only when one is registered and openid is not asked for")
  func impliedRedirect() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    #expect(try await scene.authorize(client, ["redirect_uri": nil]).status == 400)
    let arrival = try await scene.logIn(client, ["redirect_uri": nil, "scope": "offline_access"])
    #expect(arrival.redirectTarget == Scene.redirect)
    let code = try #require(arrival.redirectParameters["code"])
    #expect(try await scene.redeem(code, client, ["redirect_uri": nil]).status == 200)
    let two = try await scene.clientID(["redirect_uris": ["https://a.example/1", "https://a.example/2"]])
    #expect(try await scene.authorize(two, ["redirect_uri": nil, "scope": "profile"]).status == 400)
  }

  @Test func `a query that cannot be read is refused`() async throws {
    let response = try await Scene().browse("GET", "/oauth/authorize?client_id=%zz")
    #expect(response.status == 400)
    #expect(response.error == "invalid_request")
  }

  @Test func `a redirect URI with a query keeps it`() async throws {
    let scene = try Scene()
    let uri = "https://client.example/cb?tenant=1"
    let arrival = try await scene.logIn(
      try await scene.clientID(["redirect_uris": [.string(uri)]]), ["redirect_uri": uri])
    #expect(arrival.headers["Location"]?.hasPrefix(uri + "&code=") == true)
  }
}
