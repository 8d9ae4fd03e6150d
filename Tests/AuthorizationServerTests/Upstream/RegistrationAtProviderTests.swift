import GatewayDocument
import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

/// The gateway registers itself at a provider (RFC 7591, 4.3).
@Suite struct RegistrationAtProviderTests {
  private func scene(
    _ code: ScriptedOAuth2, _ change: (inout UpstreamRegistrationConfiguration) -> Void = { _ in }
  ) throws -> Scene {
    var upstream = UpstreamConfiguration.code
    upstream.clientID = ""
    upstream.clientSecretKey = nil
    var registration = UpstreamRegistrationConfiguration()
    registration.discoveryURL = "https://code.example/.well-known/oauth-authorization-server"
    registration.initialAccessTokenKey = "okta-secret"
    registration.softwareID = "vmcp-1"
    change(&registration)
    upstream.oauth2?.registration = registration
    return try Scene.withCode(code) { $0.upstreams = [upstream] }
  }

  private func registration(_ code: ScriptedOAuth2) throws -> JSONValue {
    try JSONValue(reading: try #require(code.requests(to: "/register").last).body)
  }

  @Test("4.3: registered once, used for all logins, with the initial access token")
  func registers() async throws {
    let code = ScriptedOAuth2()
    let scene = try scene(code)
    let client = try await scene.clientID()
    for _ in 0..<3 { #expect(try await scene.walk(client, [code.leg]).redirectParameters["code"] != nil) }
    #expect(code.requests(to: "/register").count == 1)
    let body = try registration(code)
    #expect(body["redirect_uris"] == [.string(Scene.issuer + "/oauth/callback")])
    #expect(body["grant_types"] == ["authorization_code", "refresh_token"])
    #expect(body["token_endpoint_auth_method"] == "client_secret_basic")
    #expect(body["scope"] == "read:user")
    #expect(body["software_id"] == "vmcp-1")
    #expect(code.requests(to: "/register").first?.headers["Authorization"] == "Bearer " + ScriptedProvider.secret)
    let token = try #require(code.requests(to: "/login/oauth/access_token").first)
    #expect(token.headers["Authorization"] == "Basic " + Base64.encode(Array("registered-1:registered-secret".utf8)))
  }

  @Test("4.3: replicas share a registration, and a login goes on at another with what it was begun with")
  func replicas() async throws {
    let code = ScriptedOAuth2()
    code.change { $0.tokenResponse = ["refresh_token": "ghr_1"] }
    let scene = try scene(code)
    let client = try await scene.clientID()
    let departure = try await scene.authorize(client)
    scene.server = try scene.replica()
    _ = try await scene.authorize(client)
    #expect(code.requests(to: "/register").count == 1)
    // One that shares no storage registers another client, and still finishes the first one's login.
    code.change { $0.registration.body["client_id"] = "registered-2" }
    scene.server = try scene.replica(storage: MemoryStorage())
    #expect(try await scene.authorize(client).redirectParameters["client_id"] == "registered-2")
    let callback = try code.logIn(at: try #require(departure.headers["Location"]))
    let answer = try await scene.browse("GET", callback.target)
    let tokens = try await scene.redeem(try #require(answer.redirectParameters["code"]), client).document
    _ = try await scene.refresh(try #require(tokens["refresh_token"]?.stringValue), client)
    #expect(code.requests(to: "/login/oauth/access_token").count == 2)
    for request in code.requests(to: "/login/oauth/access_token") {
      #expect(
        request.headers["Authorization"] == "Basic " + Base64.encode(Array("registered-1:registered-secret".utf8)))
    }
  }

  @Test("4.3: a secret that runs out is replaced before it does")
  func expiry() async throws {
    let code = ScriptedOAuth2()
    let scene = try scene(code)
    let end = Int(scene.clock.now) + 10_000
    code.change { $0.registration.body["client_secret_expires_at"] = .int(end) }
    let client = try await scene.clientID()
    _ = try await scene.authorize(client)
    scene.clock.advance(6000)
    _ = try await scene.authorize(client)
    #expect(code.requests(to: "/register").count == 1)
    scene.clock.advance(1000)
    code.change { $0.registration.body["client_id"] = "registered-2" }
    #expect(try await scene.authorize(client).redirectParameters["client_id"] == "registered-2")
  }

  static let methods: [(JSONObject, String?)] = [
    (["token_endpoint_auth_methods_supported": ["client_secret_post", "none"]], "client_secret_post"),
    (["token_endpoint_auth_methods_supported": .null], "client_secret_basic"),
    (
      ["token_endpoint_auth_methods_supported": ["none"], "code_challenge_methods_supported": ["S256"]], "none"
    ),
    (["token_endpoint_auth_methods_supported": ["none"]], nil),
    (["token_endpoint_auth_methods_supported": ["private_key_jwt"]], nil),
  ]

  @Test("4.3: the strongest authentication that both know; none only with PKCE", arguments: methods)
  func method(metadata: JSONObject, expected: String?) async throws {
    let code = ScriptedOAuth2()
    code.change {
      for (name, value) in metadata { $0.metadata[name] = value.isNull ? nil : value }
      $0.registration.body["token_endpoint_auth_method"] = expected.map(JSONValue.string)
    }
    let scene = try scene(code)
    let response = try await scene.walk(try await scene.clientID(), expected == nil ? [] : [code.leg])
    guard let expected else {
      #expect(response.redirectParameters["error"] == "server_error")
      #expect(scene.events.last(.authorize)?.reason?.contains("client_secret_basic") == true)
      return
    }
    #expect(try registration(code)["token_endpoint_auth_method"] == .string(expected))
    #expect(response.redirectParameters["code"] != nil)
    let form = try #require(code.form("/login/oauth/access_token"))
    #expect((form["client_secret"] != nil) == (expected == "client_secret_post"))
  }

  static let failures: [(String, @Sendable (inout ScriptedOAuth2.Script) -> Void)] = [
    ("400 \"invalid_redirect_uri\"", { $0.registration = (400, ["error": "invalid_redirect_uri"]) }),
    ("answered 302", { $0.registration = (302, [:]) }),
    ("without a client_id", { $0.registration = (201, [:]) }),
    ("gave no client_secret", { $0.registration = (201, ["client_id": "x"]) }),
    ("not supported", { $0.registration.body["token_endpoint_auth_method"] = "private_key_jwt" }),
    ("another issuer", { $0.metadata["issuer"] = "https://evil.example" }),
    ("not https", { $0.metadata["registration_endpoint"] = "http://127.0.0.1/register" }),
  ]

  @Test("4.3: what cannot be registered is told to the client as server_error", arguments: failures)
  func failure(reason: String, change: @Sendable (inout ScriptedOAuth2.Script) -> Void) async throws {
    let code = ScriptedOAuth2()
    code.change(change)
    let scene = try scene(code)
    let response = try await scene.authorize(try await scene.clientID())
    #expect(response.redirectParameters["error"] == "server_error")
    #expect(scene.events.last(.authorize)?.reason?.contains(reason) == true)
    #expect(await scene.server.providerProblem()?.contains(reason) == true)
  }

  @Test("GHSA-3768-rwj3-38p2: an endpoint that the server names gets no relaxation")
  func relaxations() async throws {
    let code = ScriptedOAuth2()
    code.change { $0.metadata["registration_endpoint"] = "https://api.code.example/register" }
    let scene = try scene(code)
    scene.server = try Scene.withCode(code) {
      $0.upstreams = scene.configuration.upstreams
      $0.upstreams[0].allowsInsecure = true
    }.server
    _ = try await scene.authorize(try await scene.clientID())
    #expect(code.requests(to: "/.well-known/oauth-authorization-server").allSatisfy { $0.limits.allowsInsecure })
    #expect(code.requests(to: "/register").map(\.limits.allowsInsecure) == [false])
  }

  @Test(
    "4.3: the issuer that metadata of a place has to name",
    arguments: [
      ("https://a.example/.well-known/oauth-authorization-server", "https://a.example"),
      ("https://a.example/.well-known/oauth-authorization-server/t/1", "https://a.example/t/1"),
      ("https://a.example/t/.well-known/openid-configuration", "https://a.example/t"),
      ("https://a.example/metadata", "https://a.example"),
    ])
  func issuers(url: String, issuer: String) throws {
    #expect(UpstreamRegistrationRequest.issuer(of: try #require(HTTPURL(url))) == issuer)
  }
}
