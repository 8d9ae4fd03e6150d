import GatewayDocument
import HTTP
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct ConfiguredClientTests {
  static let id = "reporting agent"
  static let secret = "0123456789abcdef0123456789abcdef"
  static let secrets = Scene.secrets.adding("agent", secret + "\n")

  static func client(_ change: (inout ConfiguredClient) -> Void = { _ in }) -> ConfiguredClient {
    var client = ConfiguredClient()
    client.id = id
    client.secretKey = "agent"
    client.scopes = ["openid", "profile"]
    client.audiences = [Scene.audience]
    change(&client)
    return client
  }

  @Test("2.6: nobody logs in to such a client, and it uses no code")
  func noLogin() async throws {
    let scene = try Scene(secrets: Self.secrets) { $0.clients.configured = [Self.client()] }
    let answer = try await scene.authorize(Self.id)
    #expect(answer.error == "unauthorized_client")
    #expect(answer.headers["Location"] == nil)
    for grant in ["authorization_code", "refresh_token"] {
      let form = [("grant_type", grant), ("client_id", Self.id), ("client_secret", Self.secret)]
      #expect(try await scene.post(form).error == "unauthorized_client")
      #expect(try await scene.post([form[0], form[1], ("client_secret", "wrong")]).error == "invalid_client")
      #expect(try await scene.post([form[0], form[1]]).error == "invalid_client")
    }
  }

  static let refused: [(String, @Sendable (inout AuthorizationServerConfiguration) -> Void, String)] = [
    ("two of one name", { $0.clients.configured = [client(), client()] }, "stands twice"),
    ("an unknown scope", { $0.clients.configured = [client { $0.scopes = ["admin"] }] }, "scopesSupported"),
    ("no audience", { $0.clients.configured = [client { $0.audiences = [] }] }, "at least one is needed"),
    ("a foreign audience", { $0.clients.configured = [client { $0.audiences = ["https://x"] }] }, "allowedAudiences"),
    ("no such secret", { $0.clients.configured = [client { $0.secretKey = "absent" }] }, "there is no secret"),
    ("a short secret", { $0.clients.configured = [client { $0.secretKey = "short" }] }, "shorter than 32 characters"),
    ("plain http", plain { $0.clients.configured = [client()] }, "plain http"),
    ("plain http, registration", plain { $0.clients.allowsConfidentialRegistration = true }, "plain http"),
    (
      "forced without the flag", { $0.clients.forcedConfidentialRedirectURIs = ["https://a.example/"] },
      "needs allowsConfidentialRegistration"
    ),
    (
      "forced on the loopback",
      {
        $0.clients.allowsConfidentialRegistration = true
        $0.clients.forcedConfidentialRedirectURIs = ["https://localhost/"]
      }, "must be an https URL"
    ),
  ]

  private static func plain(
    _ change: @escaping @Sendable (inout AuthorizationServerConfiguration) -> Void
  ) -> @Sendable (inout AuthorizationServerConfiguration) -> Void {
    {
      $0.issuer = "http://engineering-tools.example.com"
      change(&$0)
    }
  }

  @Test("2.4, 2.6: what cannot be served", arguments: refused.map(\.0))
  func refusals(name: String) throws {
    let row = try #require(Self.refused.first { $0.0 == name })
    let secrets = GatewaySecrets([
      "signing": try #require(Scene.secrets["signing"]), "sealing": try #require(Scene.secrets["sealing"]),
      "okta-secret": try #require(Scene.secrets["okta-secret"]), "agent": SecretValue(Array(Self.secret.utf8)),
      "short": SecretValue(Array(repeating: 0x61, count: 31)),
    ])
    let error = #expect(throws: AuthorizationServerError.self) { try Scene(secrets: secrets, row.1) }
    #expect(error?.reason.contains(row.2) == true, "\(String(describing: error))")
    #expect(error?.path.hasPrefix("clients") == true)
    #expect(error.map { "\($0)".contains(Self.secret) } == false)
  }

  @Test func `on the loopback secrets travel over plain http where that is allowed by name`() throws {
    let change: (inout AuthorizationServerConfiguration) -> Void = {
      $0.issuer = "http://localhost:9091"
      $0.upstreams[0].redirectURI = "http://localhost:9091/oauth/callback"
      $0.clients.allowsConfidentialRegistration = true
    }
    #expect(throws: AuthorizationServerError.self) { try Scene(change) }
    _ = try Scene {
      change(&$0)
      $0.clients.allowsConfidentialOverLoopbackHTTP = true
    }
  }
}
