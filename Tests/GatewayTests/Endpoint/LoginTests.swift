import GatewayDocument
import HTTP
import HTTPEdge
import JOSE
import JSON
import Logging
import NIOPosix
import TestSupport
import Testing

@testable import Gateway

/// The whole path over real sockets: provider, gateway, backends, client.
@Suite struct LoginTests {
  private let github = FakeBackend("github", tools: ["create_issue"])
  private let kubernetes = FakeBackend("kubernetes", tools: ["get_pods", "delete_namespace"])

  private struct Place {
    let gateway: GatewayFixture
    let http: HTTPClientGroup
    let provider: FakeIdentityProvider
    func client() throws -> ScriptedMCPClient {
      try ScriptedMCPClient(serverText: "http://127.0.0.1:\(gateway.server.port)", http: http)
    }
  }

  /// - Parameter assigned: the groups whose members may use the team's application; everybody when empty.
  private func run(
    _ flavor: IdentityProviderConfiguration.Flavor = .okta, assigned: [String] = [],
    _ body: (Place) async throws -> Void
  ) async throws {
    try await GatewayFixture.run(backends: [github, kubernetes]) { gateway in
      let origin = "http://127.0.0.1:\(gateway.server.port)"
      let provider = FakeIdentityProvider(
        IdentityProviderConfiguration(
          flavor: flavor,
          users: [
            IdentityProviderUser(login: "dev@example.com", password: "pw", groups: ["mcp-developers"]),
            IdentityProviderUser(login: "eve@example.com", password: "pw", groups: ["sales"]),
          ],
          clients: [
            IdentityProviderClient(
              id: "app", secret: "secret", redirectURIs: [origin + "/oauth/callback"], assignedGroups: assigned)
          ]))
      var logger = Logger(label: "provider")
      logger.logLevel = .critical
      let server = try await provider.serve(logger: logger)
      let http = HTTPClientGroup(group: MultiThreadedEventLoopGroup.singleton)
      do {
        try await load(gateway, origin, issuer: provider.issuer(port: server.port), flavor)
        try await body(Place(gateway: gateway, http: http, provider: provider))
      } catch {
        await http.shutdown()
        await server.shutdown(within: .zero)
        throw error
      }
      await http.shutdown()
      await server.shutdown(within: .zero)
    }
  }

  private func load(
    _ gateway: GatewayFixture, _ origin: String, issuer: String, _ flavor: IdentityProviderConfiguration.Flavor
  ) async throws {
    var team = Team("engineering-tools")
    team.issuer = origin
    var configuration = team.configuration
    configuration.backends = [GatewayFixture.backend(github), GatewayFixture.backend(kubernetes)]
    configuration.authorizationServer?.upstreams[0].issuer = issuer
    configuration.authorizationServer?.upstreams[0].clientID = "app"
    configuration.authorizationServer?.upstreams[0].clientSecretKey = "upstream-secret"
    // Entra ID's access tokens are for the application itself when a scope of its own is asked for.
    configuration.authorizationServer?.upstreams[0].scopes =
      ["openid", "profile", "email", "offline_access"] + (flavor == .okta ? ["groups"] : ["api://app/mcp.access"])
    configuration.authorizationServer?.upstreams[0].allowsInsecure = true
    let secrets = GatewaySecrets([
      "signing-0.pem": SecretValue(Array(team.key.pem.utf8)), "sealing-0": SecretValue(team.sealing),
      "upstream-secret": SecretValue(Array("secret\n".utf8)),
    ])
    try await gateway.load(configuration, secrets)
  }

  @Test(
    """
    GUIDE-005, GUIDE-006, GUIDE-007, GUIDE-008, GUIDE-009, GUIDE-010, GUIDE-011, GUIDE-051, GUIDE-060, GUIDE-061, \
    GUIDE-074: from the 401 over the login to a decided call, with one event for each step
    """)
  func login() async throws {
    try await run { place in
      let client = try place.client()
      let tokens = try await client.login(user: "dev@example.com", password: "pw")
      let claims = try JWT.unverifiedClaims(of: tokens.accessToken)
      #expect(claims["iss"] == .string("http://127.0.0.1:\(place.gateway.server.port)"))
      #expect(try await client.initialize().status == 200)
      let names = try await client.listTools().compactMap { $0["name"]?.stringValue }
      #expect(names == ["github_create_issue", "kubernetes_get_pods"])
      #expect(try await client.callTool("kubernetes_get_pods").status == 200)
      let denied = try await client.callTool("kubernetes_delete_namespace", ["name": "prod"])
      #expect(denied.status == 403)
      let types = place.gateway.audit.events.compactMap { $0["type"]?.stringValue }
      for type in ["oauth_register", "oauth_authorize", "oauth_callback", "oauth_token", "mcp_tool_call"] {
        #expect(types.contains(type), "\(types)")
      }
      #expect(place.gateway.audit.events.allSatisfy { $0["component"] == "engineering-tools" })
      #expect(!place.gateway.audit.text.contains(tokens.accessToken))
      // Only the person's browser sees the provider.
      let origin = "http://127.0.0.1:\(place.gateway.server.port)/"
      let steps = await client.steps
      let own = steps.filter { !$0.title.hasPrefix("browser") }
      #expect(own.allSatisfy { $0.url.hasPrefix(origin) })
      #expect(steps.contains { !$0.url.hasPrefix(origin) })
    }
  }

  @Test("GUIDE-050: with Entra ID the app roles of the access token are the groups") func entra() async throws {
    try await run(.entra) { place in
      let client = try place.client()
      _ = try await client.login(user: "dev@example.com", password: "pw")
      #expect(try await client.initialize().status == 200)
      let names = try await client.listTools().compactMap { $0["name"]?.stringValue }
      #expect(names == ["github_create_issue", "kubernetes_get_pods"])
      #expect(try await client.callTool("kubernetes_delete_namespace", ["name": "prod"]).status == 403)
      let source = place.gateway.audit.events.last?[path: "decision", "group_source"]
      #expect(source == "groups from `roles` of the upstream access token")
    }
  }

  @Test("GUIDE-083: somebody who is not assigned to the team's application ends in access_denied at the client")
  func unassigned() async throws {
    try await run(assigned: ["mcp-developers"]) { place in
      let failure = await #expect(throws: ClientFailure.self) {
        _ = try await place.client().login(user: "eve@example.com", password: "pw")
      }
      #expect(failure?.step == "authorize")
      #expect(failure?.reason.hasPrefix("access_denied") == true, "\(failure?.reason ?? "")")
      let client = try place.client()
      try await client.login(user: "dev@example.com", password: "pw")
      #expect(try await client.initialize().status == 200)
    }
  }

  @Test("GUIDE-085: one application with the gateway's callback and both grants serves the login and the refresh")
  func refresh() async throws {
    try await run { place in
      let client = try place.client()
      let first = try await client.login(user: "dev@example.com", password: "pw")
      let second = try await client.refresh()
      #expect(second.accessToken != first.accessToken)
      #expect(try await client.initialize().status == 200)
      #expect(try await client.callTool("kubernetes_get_pods").status == 200)
    }
  }

  @Test("GUIDE-083: after a refresh changed groups count; who was removed is logged out, with what they still hold")
  func changes() async throws {
    try await run { place in
      let client = try place.client()
      try await client.login(user: "dev@example.com", password: "pw")
      try await client.initialize()
      #expect(try await client.callTool("kubernetes_get_pods").status == 200)
      place.provider.setGroups(["sales"], of: "dev@example.com")
      try await client.refresh()
      #expect(try await client.callTool("kubernetes_get_pods").status == 403)
      place.provider.setGroups(["mcp-developers"], of: "dev@example.com")
      try await client.refresh()
      #expect(try await client.callTool("kubernetes_get_pods").status == 200)
      place.provider.setDown(true)
      try await client.refresh()
      #expect(try await client.callTool("kubernetes_get_pods").status == 200)
      let check = place.gateway.audit.events.last { $0["type"] == "oauth_refresh" }?[path: "metadata", "extra"]
      #expect(check?["provider_check"]?.stringValue?.hasPrefix("not confirmed") == true)
      place.provider.setDown(false)
      place.provider.remove("dev@example.com")
      await #expect(throws: ClientFailure.self) { try await client.refresh() }
      #expect(try await client.callTool("kubernetes_get_pods").status == 401)
      let ended = place.gateway.audit.events.last { $0["type"] == "oauth_refresh" }?[path: "metadata", "extra"]
      #expect(ended?["reason"]?.stringValue?.contains("invalid_grant") == true)
    }
  }

  @Test("GUIDE-114: clients register at the public port without credentials, from any origin, with POST alone")
  func registration() async throws {
    try await run { place in
      let origin: HTTPHeaders = ["Origin": "http://localhost:6274"]
      let wrong = try await place.gateway.send("GET", "/oauth/register", headers: origin)
      #expect(wrong.status == 405)
      let preflight = try await place.gateway.send("OPTIONS", "/oauth/register", headers: origin)
      #expect((200..<300).contains(preflight.status))
      let registration = #"{"redirect_uris":["http://127.0.0.1:1/cb"],"token_endpoint_auth_method":"none"}"#
      let answer = try await place.gateway.send(
        "POST", "/oauth/register", headers: ["Content-Type": "application/json", "Origin": "http://localhost:6274"],
        body: registration)
      #expect(answer.status == 201, "\(answer.text)")
      #expect(answer.headers["Access-Control-Allow-Origin"] == "*")
    }
  }

  @Test("GUIDE-084: a person and a client have the same names in every event, from the registration to the call")
  func trail() async throws {
    try await run { place in
      let client = try place.client()
      let tokens = try await client.login(user: "dev@example.com", password: "pw")
      let subject = try JWT.unverifiedClaims(of: tokens.accessToken)["sub"]
      try await client.initialize()
      _ = try await client.callTool("kubernetes_get_pods")
      let events = place.gateway.audit.events.filter { $0["outcome"] == "success" }
      let named = events.filter { $0[path: "subjects", "client_id"] != nil }
      #expect(named.count == events.count)
      #expect(Set(named.compactMap { $0[path: "subjects", "client_id"]?.stringValue }).count == 1)
      #expect(!place.gateway.audit.text.contains(tokens.clientID))
      for type in ["oauth_callback", "oauth_token", "mcp_initialize", "mcp_tool_call"] {
        let subjects = events.first { $0["type"] == .string(type) }?["subjects"]
        #expect(subjects?["user"] == "dev@example.com", "\(type)")
        #expect(subjects?["user_id"] == subject, "\(type)")
      }
      #expect(events.allSatisfy { $0["component"] == "engineering-tools" })
    }
  }

  @Test("GUIDE-101: another team's resource can neither be asked for at the login nor be reached with a refresh")
  func foreignResource() async throws {
    try await run { place in
      let client = try place.client()
      let tokens = try await client.login(user: "dev@example.com", password: "pw")
      let sales = "https://sales-tools.example.com"
      func token(_ grant: [(String, String)]) async throws -> GatewayFixture.Answer {
        try await place.gateway.send(
          "POST", "/oauth/token", headers: ["Content-Type": "application/x-www-form-urlencoded"],
          body: FormParameters(grant + [("client_id", tokens.clientID), ("resource", sales)]).encoded)
      }
      let refresh = try await token([
        ("grant_type", "refresh_token"), ("refresh_token", try #require(tokens.refreshToken)),
      ])
      #expect(refresh.status == 400)
      #expect(refresh.json["error"] == "invalid_target")
      let query = FormParameters([
        ("response_type", "code"), ("client_id", tokens.clientID), ("redirect_uri", ScriptedMCPClient.redirectURI),
        ("code_challenge", SHA256Digest(of: "verifier").base64URL), ("code_challenge_method", "S256"),
        ("state", "state-of-the-client"), ("scope", "openid"), ("resource", sales),
      ])
      let authorize = try await place.gateway.send("GET", "/oauth/authorize?" + query.encoded)
      let location = try #require(authorize.headers["Location"])
      #expect(location.hasPrefix(ScriptedMCPClient.redirectURI))
      #expect(location.contains("error=invalid_target"))
    }
  }

  @Test("GUIDE-063: somebody of another group logs in, sees nothing and may call nothing") func stranger() async throws
  {
    try await run { place in
      let client = try place.client()
      _ = try await client.login(user: "eve@example.com", password: "pw")
      #expect(try await client.initialize().status == 200)
      #expect(try await client.listTools().isEmpty)
      #expect(try await client.callTool("kubernetes_get_pods").status == 403)
    }
  }

  @Test("GUIDE-065: the metadata answers at any host, with the issuer's addresses") func metadata() async throws {
    try await run { place in
      let answer = try await place.gateway.send("GET", "/.well-known/oauth-authorization-server")
      #expect(answer.status == 200)
      #expect(answer.json["issuer"] == .string("http://127.0.0.1:\(place.gateway.server.port)"))
      #expect(answer.json["code_challenge_methods_supported"] == ["S256"])
      let keys = try await place.gateway.send("GET", "/.well-known/jwks.json")
      #expect(keys.json["keys"]?[0]?["d"] == nil)
    }
  }
}
