import GatewayDocument
import HTTP
import JSON
import Testing

@testable import Gateway

/// A backend where each person has credentials of their own.
@Suite struct PersonalBackendTests {
  private let backend = FakePersonalBackend(
    "github",
    tools: ["Bearer at-1": ["get", "admin"], "Bearer at-2": ["get"], "Bearer at-1-1": ["get", "admin"]])
  private let shared = FakeBackend("kube", tools: ["pods"])
  private let endpoint = FakeTokenEndpoint()
  private let team = Team("engineering", policies: ["permit(principal, action, resource);"])

  private func run(
    _ change: (inout BackendAuthentication) -> Void = { _ in },
    _ body: (GatewayFixture, String, String) async throws -> Void
  ) async throws {
    try await backend.start()
    try await endpoint.start()
    var authentication = BackendAuthentication()
    authentication.kind = .tokenExchange
    var exchange = TokenExchangeConfiguration()
    exchange.tokenURL = endpoint.url
    exchange.audience = "github"
    authentication.tokenExchange = exchange
    change(&authentication)
    var configuration = team.configuration
    configuration.authorizationServer?.storesUpstreamTokens = true
    var github = BackendConfiguration()
    github.name = backend.name
    github.url = backend.url
    github.authentication = authentication
    configuration.backends = [github]
    let (ada, bob) = (try team.token("ada", groups: []), try team.token("bob", groups: []))
    let complete = configuration
    do {
      try await GatewayFixture.run(complete, secrets: team.secrets, backends: [shared]) { gateway in
        try await body(gateway, ada, bob)
      }
    } catch {
      await backend.stop()
      await endpoint.stop()
      throw error
    }
    await backend.stop()
    await endpoint.stop()
  }

  @Test("Each person has a session, a token and a list of tools of their own; calls and lists agree")
  func apart() async throws {
    try await run { gateway, ada, bob in
      let (sa, sb) = (try await gateway.openSession(token: ada), try await gateway.openSession(token: bob))
      #expect(
        try await gateway.toolNames(session: sa, token: ada) == ["github_admin", "github_get", "kube_pods"])
      #expect(try await gateway.toolNames(session: sb, token: bob) == ["github_get", "kube_pods"])
      #expect(
        try await gateway.toolNames(session: sa, token: ada) == ["github_admin", "github_get", "kube_pods"])
      for (session, token, credential) in [(sa, ada, "at-1"), (sb, bob, "at-2"), (sa, ada, "at-1")] {
        let answer = try await gateway.call("github_get", session: session, token: token)
        #expect(answer.text.contains("for Bearer \(credential)"), "\(answer.text)")
      }
      let hidden = try await gateway.call("github_admin", session: sb, token: bob)
      #expect(hidden.json[path: "error", "message"]?.stringValue?.contains("Unknown tool") == true, "\(hidden.text)")
      #expect(backend.mixUps == 0)
      #expect(backend.seen.count { $0.method == "initialize" } == 2)
      #expect(endpoint.asked.count == 2, "tokens are kept")
      #expect(endpoint.asked.map { $0["subject_token"] } == [ada, bob])
      for request in backend.seen {
        #expect(request.headers.fields.allSatisfy { !$0.value.contains(ada) && !$0.value.contains(bob) }, "TP-1")
      }
    }
  }

  @Test("Many at once never share a session or a credential") func concurrent() async throws {
    try await run { gateway, ada, bob in
      let (sa, sb) = (try await gateway.openSession(token: ada), try await gateway.openSession(token: bob))
      _ = try await gateway.toolNames(session: sa, token: ada)
      _ = try await gateway.toolNames(session: sb, token: bob)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<40 {
          let (session, token, credential) = index % 2 == 0 ? (sa, ada, "at-1") : (sb, bob, "at-2")
          group.addTask {
            let answer = try await gateway.call("github_get", session: session, token: token)
            #expect(answer.text.contains("for Bearer \(credential)"))
          }
        }
        try await group.waitForAll()
      }
      #expect(backend.mixUps == 0)
    }
  }

  @Test("Without credentials of its own the gateway does not look; a call comes before any list") func unprobed()
    async throws
  {
    try await run { gateway, ada, _ in
      let status = try await gateway.send("GET", "/status").json["backends"]?[0]
      #expect(status?["health"] == "unprobed" && status?["auth_type"] == "token_exchange")
      #expect(backend.seen.isEmpty)
      let session = try await gateway.openSession(token: ada)
      let answer = try await gateway.call("github_get", session: session, token: ada)
      #expect(answer.text.contains("for Bearer at-1"), "\(answer.text)")
      #expect(try await gateway.send("GET", "/status").json["backends"]?[0]?["health"] == "healthy")
    }
  }

  @Test("A kept token that the backend refuses is replaced once, within the call") func replaced() async throws {
    try await run { gateway, ada, _ in
      let session = try await gateway.openSession(token: ada)
      _ = try await gateway.toolNames(session: session, token: ada)
      backend.refuse("Bearer at-1")
      endpoint.turn()
      let answer = try await gateway.call("github_get", session: session, token: ada)
      #expect(answer.text.contains("for Bearer at-1-1"), "\(answer.text)")
    }
  }

  @Test("7.4: a login whose provider tokens are gone is told to log in again, for the call and not for the list")
  func stale() async throws {
    try await run({
      $0 = BackendAuthentication()
      $0.kind = .upstreamInject
      $0.upstreamInject = UpstreamInjectionConfiguration(provider: "okta")
    }) { gateway, ada, _ in
      let session = try await gateway.openSession(token: ada)
      let list = try await gateway.post(
        #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#, session: session, token: ada)
      #expect(list.status == 200)
      #expect(list.json[path: "result", "tools"]?.arrayValue?.count == 1)
      #expect(list.json[path: "result", "_meta"]?[MCPEndpoint.unavailableKey] == ["github"])
      let call = try await gateway.call("github_get", session: session, token: ada)
      #expect(call.status == 401)
      let challenge = call.headers["WWW-Authenticate"] ?? ""
      #expect(challenge.contains("resource_metadata=") && challenge.contains("error=\"invalid_token\""))
      #expect(challenge.contains("upstream token is no longer valid; re-authentication required"))
      #expect(try await gateway.call("kube_pods", session: session, token: ada).status == 200)
      #expect(backend.seen.isEmpty, "nothing is asked without a credential")
      let event = gateway.audit.events.last { $0["outcome"] == "denied" }
      #expect(event?[path: "authentication", "error"] == "invalid_token")
    }
  }

  @Test("An endpoint that gives no tokens takes nothing from the other backends") func outage() async throws {
    endpoint.goDown()
    try await run { gateway, ada, _ in
      let session = try await gateway.openSession(token: ada)
      #expect(try await gateway.toolNames(session: session, token: ada) == ["kube_pods"])
      let answer = try await gateway.call("github_get", session: session, token: ada)
      #expect(answer.status == 200 && answer.json[path: "result", "isError"] == true)
      #expect(answer.text.contains("cannot get credentials"))
      #expect(!answer.text.contains("127.0.0.1"))
    }
  }
}
