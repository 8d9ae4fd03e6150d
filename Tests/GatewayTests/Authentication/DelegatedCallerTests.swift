import GatewayDocument
import HTTP
import JSON
import Testing

@testable import Gateway

@Suite struct DelegatedCallerTests {
  private static let secret = "0123456789abcdef0123456789abcdef"
  private let team = Team("engineering-tools")
  private let backend = FakeBackend("kubernetes", tools: ["get_pods", "delete_namespace"])

  /// With a client that may exchange tokens.
  private func run(_ body: (GatewayFixture) async throws -> Void) async throws {
    var configuration = team.configuration
    var client = ConfiguredClient()
    client.id = "agent"
    client.secretKey = "agent"
    client.scopes = ["openid"]
    client.audiences = [team.issuer]
    configuration.authorizationServer?.clients.configured = [client]
    var values: [String: SecretValue] = ["agent": SecretValue(Array(Self.secret.utf8))]
    for key in ["signing-0.pem", "sealing-0"] { values[key] = team.secrets[key] }
    try await GatewayFixture.run(configuration, secrets: GatewaySecrets(values), backends: [backend], body)
  }

  private func exchange(_ gateway: GatewayFixture, _ subject: String) async throws -> String {
    let form = FormParameters([
      ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("client_id", "agent"),
      ("client_secret", Self.secret), ("subject_token", subject),
      ("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"),
    ])
    let answer = try await gateway.send(
      "POST", "/oauth/token", headers: ["Content-Type": "application/x-www-form-urlencoded"], body: form.encoded)
    return try #require(answer.json["access_token"]?.stringValue, "\(answer.text)")
  }

  @Test("6.1, DIV-15, 11.1: whoever acts for a person may do what they may, a forbid holds, and audit names both")
  func actsForAPerson() async throws {
    try await run { gateway in
      let token = try await exchange(gateway, try team.token("ada", groups: ["mcp-developers"]))
      let session = try await gateway.openSession(token: token)
      let own = try team.token("ada", groups: ["mcp-developers"])
      let names = try await gateway.toolNames(session: session, token: token)
      #expect(names == ["kubernetes_get_pods"])
      #expect(try await gateway.toolNames(session: gateway.openSession(token: own), token: own) == names)
      let denied = try await gateway.call("kubernetes_delete_namespace", session: session, token: token)
      #expect(denied.status == 403)
      let event = try #require(gateway.audit.events.last { $0["type"] == "mcp_tool_call" })
      #expect(event["delegation"] == ["chain": [["iss": .string(team.issuer), "sub": "agent"]]])
      #expect(event[path: "subjects", "user"] == "Name of ada")
      let plain = try #require(gateway.audit.events.last { $0["type"] == "mcp_tools_list" })
      #expect(plain["delegation"] == nil)
      let issued = try #require(gateway.audit.events.first { $0["type"] == "oauth_exchange" })
      #expect(issued[path: "target", "endpoint"] == "/oauth/token")
      #expect(issued[path: "subjects", "client_name"] == "agent")
    }
  }
}
