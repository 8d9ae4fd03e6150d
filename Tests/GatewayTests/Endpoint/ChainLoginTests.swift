import GatewayDocument
import HTTP
import HTTPEdge
import JSON
import Logging
import NIOPosix
import TestSupport
import Testing

@testable import Gateway

/// A login through two providers over real sockets: Okta's way, then GitHub's.
@Suite struct ChainLoginTests {
  private static let person = IdentityProviderUser(
    login: "dev@example.com", password: "pw", groups: ["mcp-developers"])

  private func provider(
    _ flavor: IdentityProviderConfiguration.Flavor, callback: String
  ) -> FakeIdentityProvider {
    FakeIdentityProvider(
      IdentityProviderConfiguration(
        flavor: flavor, users: [Self.person],
        clients: [IdentityProviderClient(id: "app", secret: "secret", redirectURIs: [callback])]))
  }

  private func code(_ port: Int, callback: String) -> UpstreamConfiguration {
    var upstream = UpstreamConfiguration()
    upstream.name = "code"
    upstream.kind = .oauth2
    upstream.clientID = "app"
    upstream.clientSecretKey = "upstream-secret"
    upstream.redirectURI = callback
    upstream.scopes = ["read:user"]
    upstream.allowsInsecure = true
    var oauth2 = OAuth2Configuration()
    oauth2.authorizationEndpoint = "http://127.0.0.1:\(port)/login/oauth/authorize"
    oauth2.tokenEndpoint = "http://127.0.0.1:\(port)/login/oauth/access_token"
    var info = UserInfoConfiguration()
    info.endpoint = "http://127.0.0.1:\(port)/user"
    info.subjectFields = ["id"]
    oauth2.userInfo = info
    upstream.oauth2 = oauth2
    return upstream
  }

  @Test("3.4, 4.3: the person is the first provider's, the second is plain OAuth 2.0; both are in the audit trail")
  func login() async throws {
    let backend = FakeBackend("kubernetes", tools: ["get_pods"])
    try await GatewayFixture.run(backends: [backend]) { gateway in
      let origin = "http://127.0.0.1:\(gateway.server.port)"
      let callback = origin + "/oauth/callback"
      let okta = provider(.okta, callback: callback)
      var logger = Logger(label: "provider")
      logger.logLevel = .critical
      let first = try await okta.serve(logger: logger)
      let second = try await provider(.github, callback: callback).serve(logger: logger)
      let http = HTTPClientGroup(group: MultiThreadedEventLoopGroup.singleton)
      var failure: (any Error)?
      do {
        var team = Team("engineering-tools")
        team.issuer = origin
        var configuration = team.configuration
        configuration.backends = [GatewayFixture.backend(backend)]
        configuration.authorizationServer?.upstreams[0].issuer = okta.issuer(port: first.port)
        configuration.authorizationServer?.upstreams[0].clientID = "app"
        configuration.authorizationServer?.upstreams[0].clientSecretKey = "upstream-secret"
        configuration.authorizationServer?.upstreams[0].redirectURI = callback
        configuration.authorizationServer?.upstreams[0].allowsInsecure = true
        configuration.authorizationServer?.upstreams[0].scopes = ["openid", "profile", "groups", "offline_access"]
        configuration.authorizationServer?.upstreams.append(code(second.port, callback: callback))
        configuration.authorizationServer?.storesUpstreamTokens = true
        try await gateway.load(
          configuration,
          GatewaySecrets([
            "signing-0.pem": SecretValue(Array(team.key.pem.utf8)), "sealing-0": SecretValue(team.sealing),
            "upstream-secret": SecretValue(Array("secret".utf8)),
          ]))
        let client = try ScriptedMCPClient(serverText: origin, http: http)
        try await client.login(user: "dev@example.com", password: "pw")
        try await client.initialize()
        #expect(try await client.callTool("kubernetes_get_pods").status == 200)
        try await client.refresh()
        #expect(try await client.callTool("kubernetes_get_pods").status == 200)
        let upstreams = gateway.audit.events.filter { $0["type"] == "oauth_callback" }
          .map { $0[path: "metadata", "extra", "upstream"] }
        #expect(upstreams == ["okta", "code"])
        let check = gateway.audit.events.last { $0["type"] == "oauth_refresh" }?[path: "metadata", "extra"]
        #expect(check?["provider_check"] == "confirmed by the identity provider")
        #expect(!gateway.audit.text.contains("gho_"))
      } catch {
        failure = error
      }
      await http.shutdown()
      await first.shutdown(within: .zero)
      await second.shutdown(within: .zero)
      if let failure { throw failure }
    }
  }
}
