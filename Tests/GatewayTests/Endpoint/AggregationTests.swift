import JSON
import Testing

@testable import Gateway

@Suite struct AggregationTests {
  private let github = FakeBackend("github", tools: ["list_issues", "create_issue"])
  private let kubernetes = FakeBackend("kubernetes", tools: ["get_pods", "delete_namespace"])

  private func run(_ body: (GatewayFixture) async throws -> Void) async throws {
    try await GatewayFixture.run(GatewayFixture.openConfiguration(), backends: [github, kubernetes], body)
  }

  @Test("GUIDE-001: one endpoint lists the tools of all backends, prefixed and sorted") func list() async throws {
    try await run { gateway in
      let session = try await gateway.openSession()
      #expect(
        try await gateway.toolNames(session: session) == [
          "github_create_issue", "github_list_issues", "kubernetes_delete_namespace", "kubernetes_get_pods",
        ])
    }
  }

  @Test("A call goes to its backend under the tool's own name, with the arguments' very bytes")
  func call() async throws {
    try await run { gateway in
      let session = try await gateway.openSession()
      let answer = try await gateway.call("kubernetes_get_pods", #"{"n": 1.0e2,"deep":{"x":[ ]}}"#, session: session)
      #expect(answer.status == 200)
      #expect(answer.json["id"] == "c1")
      #expect(answer.json[path: "result", "content"]?[0]?["text"] == "kubernetes did get_pods")
      let seen = try #require(kubernetes.calls().first)
      #expect(seen.body.contains(#""params":{"name":"get_pods","arguments":{"n": 1.0e2,"deep":{"x":[ ]}}}"#))
      #expect(github.calls().isEmpty)
    }
  }

  @Test("Nothing of the client's own fields goes to a backend") func noCredentials() async throws {
    try await run { gateway in
      let session = try await gateway.openSession()
      _ = try await gateway.post(
        #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"github_list_issues"}}"#, session: session,
        headers: ["Authorization": "Bearer secret", "Cookie": "a=b", "X-Forwarded-For": "1.2.3.4"])
      let seen = try #require(github.calls().first)
      #expect(seen.headers["Authorization"] == nil)
      #expect(seen.headers["Cookie"] == nil)
      #expect(seen.headers["X-Forwarded-For"] == nil)
      #expect(seen.headers["Mcp-Session-Id"] == "session-1")
      #expect(seen.headers["MCP-Protocol-Version"] == "2025-11-25")
    }
  }

  @Test("An answer that comes as an event stream is given as one message, and the backend's ping is answered")
  func events() async throws {
    try await run { gateway in
      github.behave(.events)
      let session = try await gateway.openSession()
      let answer = try await gateway.call("github_list_issues", session: session)
      #expect(answer.json[path: "result", "content"]?[0]?["text"] == "github did list_issues")
      #expect(answer.headers["Content-Type"] == "application/json")
      #expect(github.seen.contains { $0.message["id"] == "p1" && $0.message["result"] == [:] })
    }
  }

  @Test("A backend that forgot its session is given a new one, and the call goes through") func sessionLost()
    async throws
  {
    try await run { gateway in
      let session = try await gateway.openSession()
      _ = try await gateway.call("github_list_issues", session: session)
      github.forgetSession()
      let answer = try await gateway.call("github_list_issues", session: session)
      #expect(answer.json[path: "result", "content"]?[0]?["text"] == "github did list_issues")
      #expect(github.calls().last?.headers["Mcp-Session-Id"] == "session-2")
    }
  }

  @Test("Two tools of one name: the first backend's is kept, and status says so") func collision() async throws {
    let first = FakeBackend("a", tools: ["b_c"])
    let second = FakeBackend("a_b", tools: ["c"])
    try await GatewayFixture.run(GatewayFixture.openConfiguration(), backends: [first, second]) { gateway in
      let session = try await gateway.openSession()
      #expect(try await gateway.toolNames(session: session) == ["a_b_c"])
      let answer = try await gateway.call("a_b_c", session: session)
      #expect(answer.json[path: "result", "content"]?[0]?["text"] == "a did b_c")
      let status = try await gateway.send("GET", "/status").json
      #expect(status["collisions"] == [["tool": "a_b_c", "kept": "a", "dropped": "a_b"]])
    }
  }
}
