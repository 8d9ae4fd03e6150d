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
    func client() throws -> ScriptedMCPClient {
      try ScriptedMCPClient(serverText: "http://127.0.0.1:\(gateway.server.port)", http: http)
    }
  }

  private func run(_ body: (Place) async throws -> Void) async throws {
    try await GatewayFixture.run(backends: [github, kubernetes]) { gateway in
      let origin = "http://127.0.0.1:\(gateway.server.port)"
      let provider = FakeIdentityProvider(
        IdentityProviderConfiguration(
          users: [
            IdentityProviderUser(login: "dev@example.com", password: "pw", groups: ["mcp-developers"]),
            IdentityProviderUser(login: "eve@example.com", password: "pw", groups: ["sales"]),
          ], clients: [IdentityProviderClient(id: "app", secret: "secret", redirectURIs: [origin + "/oauth/callback"])])
      )
      var logger = Logger(label: "provider")
      logger.logLevel = .critical
      let server = try await provider.serve(logger: logger)
      let http = HTTPClientGroup(group: MultiThreadedEventLoopGroup.singleton)
      do {
        try await load(gateway, origin, issuer: provider.issuer(port: server.port))
        try await body(Place(gateway: gateway, http: http))
      } catch {
        await http.shutdown()
        await server.shutdown(within: .zero)
        throw error
      }
      await http.shutdown()
      await server.shutdown(within: .zero)
    }
  }

  private func load(_ gateway: GatewayFixture, _ origin: String, issuer: String) async throws {
    var team = Team("engineering-tools")
    team.issuer = origin
    var configuration = team.configuration
    configuration.backends = [GatewayFixture.backend(github), GatewayFixture.backend(kubernetes)]
    configuration.authorizationServer?.upstreams[0].issuer = issuer
    configuration.authorizationServer?.upstreams[0].clientID = "app"
    configuration.authorizationServer?.upstreams[0].clientSecretKey = "upstream-secret"
    configuration.authorizationServer?.upstreams[0].scopes = [
      "openid", "profile", "email", "groups", "offline_access",
    ]
    configuration.authorizationServer?.upstreams[0].allowsInsecure = true
    let secrets = GatewaySecrets([
      "signing-0.pem": SecretValue(Array(team.key.pem.utf8)), "sealing-0": SecretValue(team.sealing),
      "upstream-secret": SecretValue(Array("secret\n".utf8)),
    ])
    try await gateway.load(configuration, secrets)
  }

  @Test(
    "GUIDE-005..011, GUIDE-061, GUIDE-074: from the 401 over the login to a decided call, with one event for each step")
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
