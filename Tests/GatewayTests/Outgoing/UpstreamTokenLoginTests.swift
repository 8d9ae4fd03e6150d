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

/// The provider's tokens of a login on their way to a backend: provider, gateway, backend and clients over real sockets.
@Suite struct UpstreamTokenLoginTests {
  private let backend = FakePersonalBackend("github") { credential in
    guard let token = credential.split(separator: " ").last,
      let claims = try? JWT.unverifiedClaims(of: String(token)), let subject = claims["sub"]?.stringValue
    else { return nil }
    return subject.hasPrefix("dev") ? ["get", "admin"] : ["get"]
  }

  private struct Place {
    let gateway: GatewayFixture
    let http: HTTPClientGroup
    let load: @Sendable (Bool) async throws -> Void

    func client(_ user: String) async throws -> (ScriptedMCPClient, String) {
      let client = try ScriptedMCPClient(serverText: "http://127.0.0.1:\(gateway.server.port)", http: http)
      let tokens = try await client.login(user: user, password: "pw")
      _ = try await client.initialize()
      return (client, tokens.accessToken)
    }
  }

  private func run(_ body: (Place) async throws -> Void) async throws {
    try await backend.start()
    try await GatewayFixture.run { gateway in
      let origin = "http://127.0.0.1:\(gateway.server.port)"
      let provider = FakeIdentityProvider(
        IdentityProviderConfiguration(
          flavor: .okta,
          users: ["dev@example.com", "eve@example.com"].map {
            IdentityProviderUser(login: $0, password: "pw", groups: ["mcp-developers"])
          },
          clients: [IdentityProviderClient(id: "app", secret: "secret", redirectURIs: [origin + "/oauth/callback"])]))
      var logger = Logger(label: "provider")
      logger.logLevel = .critical
      let server = try await provider.serve(logger: logger)
      let http = HTTPClientGroup(group: MultiThreadedEventLoopGroup.singleton)
      var team = Team("engineering-tools", policies: ["permit(principal, action, resource);"])
      team.issuer = origin
      let (fixed, issuer) = (team, provider.issuer(port: server.port))
      let place = Place(gateway: gateway, http: http) { stores in
        try await gateway.load(configuration(fixed, issuer: issuer, stores: stores), secrets(fixed))
      }
      do {
        try await body(place)
      } catch {
        await http.shutdown()
        await server.shutdown(within: .zero)
        throw error
      }
      await http.shutdown()
      await server.shutdown(within: .zero)
    }
    await backend.stop()
  }

  private func secrets(_ team: Team) -> GatewaySecrets {
    GatewaySecrets([
      "signing-0.pem": SecretValue(Array(team.key.pem.utf8)), "sealing-0": SecretValue(team.sealing),
      "upstream-secret": SecretValue(Array("secret".utf8)),
    ])
  }

  private func configuration(_ team: Team, issuer: String, stores: Bool) -> GatewayConfiguration {
    var configuration = team.configuration
    configuration.authorizationServer?.storesUpstreamTokens = stores
    configuration.authorizationServer?.upstreams[0].issuer = issuer
    configuration.authorizationServer?.upstreams[0].clientID = "app"
    configuration.authorizationServer?.upstreams[0].clientSecretKey = "upstream-secret"
    configuration.authorizationServer?.upstreams[0].scopes = ["openid", "email", "offline_access", "groups"]
    configuration.authorizationServer?.upstreams[0].allowsInsecure = true
    guard stores else { return configuration }
    var github = BackendConfiguration()
    github.name = "github"
    github.url = backend.url
    var authentication = BackendAuthentication()
    authentication.kind = .upstreamInject
    authentication.upstreamInject = UpstreamInjectionConfiguration(provider: "okta")
    github.authentication = authentication
    configuration.backends = [github]
    return configuration
  }

  @Test("upstreamInject: each person's own provider token reaches the backend, and the gateway's token never does")
  func injected() async throws {
    try await run { place in
      try await place.load(true)
      let (dev, devToken) = try await place.client("dev@example.com")
      let (eve, eveToken) = try await place.client("eve@example.com")
      let names = try await dev.listTools().compactMap { $0["name"]?.stringValue }
      #expect(names == ["github_admin", "github_get"])
      #expect(try await eve.listTools().compactMap { $0["name"]?.stringValue } == ["github_get"])
      #expect(try await dev.callTool("github_admin").status == 200)
      #expect(try await eve.callTool("github_get").status == 200)
      #expect(backend.mixUps == 0)
      let credentials = Set(backend.seen.compactMap(\.credential))
      #expect(credentials.count == 2)
      for request in backend.seen {
        for field in request.headers.fields {
          #expect(!field.value.contains(devToken) && !field.value.contains(eveToken), "TP-1")
        }
      }
      for credential in credentials { #expect(!place.gateway.audit.text.contains(credential.dropFirst(7))) }
    }
  }

  @Test("7.4: a login from before its tokens were kept is told to log in again, and a new one goes through")
  func older() async throws {
    try await run { place in
      try await place.load(false)
      let (client, _) = try await place.client("dev@example.com")
      try await place.load(true)
      #expect(try await client.listTools().isEmpty)
      #expect(try await client.callTool("github_get").status == 401)
      #expect(backend.seen.isEmpty)
      let (again, _) = try await place.client("dev@example.com")
      #expect(try await again.callTool("github_get").status == 200)
    }
  }
}
