import HTTP
import JSON
import Testing

@testable import Gateway

@Suite struct PolicyTests {
  private let team = Team("engineering-tools")
  private let github = FakeBackend("github", tools: ["create_issue"])
  private let kubernetes = FakeBackend("kubernetes", tools: ["get_pods", "delete_namespace"])

  private func run(_ body: (GatewayFixture) async throws -> Void) async throws {
    try await GatewayFixture.run(
      team.configuration, secrets: team.secrets, backends: [github, kubernetes], body)
  }

  private func tools(_ gateway: GatewayFixture, _ groups: [String]?) async throws -> [String] {
    let token = try team.token("ada", groups: groups)
    return try await gateway.toolNames(session: try await gateway.openSession(token: token), token: token)
  }

  @Test("GUIDE-061: a developer sees tools of both backends, and not the one that a forbid takes away")
  func developer() async throws {
    try await run { gateway in
      let seen = try await tools(gateway, ["mcp-developers"])
      #expect(seen == ["github_create_issue", "kubernetes_get_pods"])
    }
  }

  @Test("GUIDE-062, GUIDE-002: an admin sees all, the platform group the one tool that it may call")
  func groups() async throws {
    try await run { gateway in
      let admin = try await tools(gateway, ["mcp-admin"])
      #expect(admin.count == 3)
      let platform = try await tools(gateway, ["mcp-platform"])
      #expect(platform == ["kubernetes_get_pods"])
    }
  }

  @Test(
    "GUIDE-063: whoever is in neither group gets a session, an empty list and 403", arguments: [["other"], [], nil])
  func nobody(_ groups: [String]?) async throws {
    try await run { gateway in
      let token = try team.token("eve", groups: groups)
      let session = try await gateway.openSession(token: token)
      #expect(try await gateway.toolNames(session: session, token: token).isEmpty)
      #expect(try await gateway.call("kubernetes_get_pods", session: session, token: token).status == 403)
      #expect(kubernetes.calls().isEmpty)
    }
  }

  @Test(
    "GUIDE-074, GUIDE-076: a forbid wins over every permit, whatever prefix the tool has",
    arguments: [
      ["mcp-developers"], ["mcp-developers", "mcp-admin"],
    ])
  func forbid(_ groups: [String]) async throws {
    try await run { gateway in
      let token = try team.token("ada", groups: groups)
      let session = try await gateway.openSession(token: token)
      let answer = try await gateway.call(
        "kubernetes_delete_namespace", #"{"name":"x"}"#, session: session, token: token)
      #expect(answer.status == 403)
      #expect(
        answer.text
          == #"{"jsonrpc":"2.0","id":"c1","error":{"code":403,"message":"call denied by authorization policy"}}"#)
      #expect(answer.headers["WWW-Authenticate"] == nil)
      #expect(kubernetes.calls().isEmpty)
      #expect(try await gateway.call("kubernetes_get_pods", session: session, token: token).status == 200)
    }
  }

  @Test("A denied tool that exists and one that does not are answered alike, before the session is looked at")
  func indistinguishable() async throws {
    try await run { gateway in
      let token = try team.token("eve", groups: ["mcp-platform"])
      let session = try await gateway.openSession(token: token)
      let real = try await gateway.call("github_create_issue", session: session, token: token)
      let unreal = try await gateway.call("github_no_such_tool", session: session, token: token)
      #expect(real.status == 403)
      #expect(real.text == unreal.text)
      #expect(try await gateway.call("github_create_issue", session: "unknown", token: token).status == 403)
    }
  }

  @Test("A batch cannot get around the gate") func batch() async throws {
    try await run { gateway in
      let token = try team.token("ada", groups: ["mcp-developers"])
      let session = try await gateway.openSession(token: token)
      let call = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"kubernetes_delete_namespace"}}"#
      let answer = try await gateway.post("[\(call)]", session: session, token: token)
      #expect(answer.status == 400)
      #expect(kubernetes.calls().isEmpty)
    }
  }

  @Test("Backends that are missing are named to whoever may call something there, and to nobody else")
  func unavailable() async throws {
    try await GatewayFixture.run { gateway in
      var configuration = team.configuration
      configuration.backends = [GatewayFixture.backend(github)]
      // Nothing listens there.
      configuration.backends[0].url = "http://127.0.0.1:1/mcp"
      try await gateway.load(configuration, team.secrets)
      func named(_ groups: [String]) async throws -> JSONValue? {
        let token = try team.token("ada", groups: groups)
        let session = try await gateway.openSession(token: token)
        let list = try await gateway.post(
          #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#, session: session, token: token)
        #expect(list.json[path: "result", "tools"] == [])
        return list.json[path: "result", "_meta"]
      }
      #expect(try await named(["mcp-developers"]) == [MCPEndpoint.unavailableKey: ["github"]])
      #expect(try await named(["other"]) == nil)
    }
  }

  @Test("A session is its caller's: for anybody else it does not exist, and the owner keeps it") func binding()
    async throws
  {
    try await run { gateway in
      let ada = try team.token("ada", groups: ["mcp-admin"])
      let bob = try team.token("bob", groups: ["mcp-admin"])
      let session = try await gateway.openSession(token: ada)
      let list = #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#
      #expect(try await gateway.post(list, session: session, token: bob).status == 404)
      let headers: HTTPHeaders = ["Mcp-Session-Id": session, "Authorization": "Bearer " + bob]
      #expect(try await gateway.send("DELETE", "/mcp", headers: headers).status == 404)
      let renewed = try team.token("ada", groups: ["mcp-admin"], lifetime: 600)
      #expect(try await gateway.post(list, session: session, token: renewed).status == 200)
    }
  }

  @Test("design 4.6: another replica with the same keys serves the session") func replicas() async throws {
    try await run { first in
      let token = try team.token("ada", groups: ["mcp-admin"])
      let session = try await first.openSession(token: token)
      try await GatewayFixture.run(team.configuration, secrets: team.secrets, backends: []) { second in
        let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
        let answer = try await second.post(ping, session: session, token: token)
        #expect(answer.status == 200)
      }
    }
  }

  @Test("GUIDE-084: every decision leaves one event with team, person, tool, backend, policies and the groups' source")
  func audit() async throws {
    try await run { gateway in
      let token = try team.token("ada", groups: ["mcp-developers"])
      let session = try await gateway.openSession(token: token)
      _ = try await gateway.call(
        "kubernetes_delete_namespace", #"{"secret":"argument"}"#, session: session, token: token)
      _ = try await gateway.call("kubernetes_get_pods", session: session, token: token)
      let calls = gateway.audit.events.filter { $0["type"] == "mcp_tool_call" }
      #expect(calls.map { $0["outcome"] } == ["denied", "success"])
      let denied = try #require(calls.first)
      #expect(denied["component"] == "engineering-tools")
      #expect(denied[path: "subjects", "user"] == "Name of ada")
      #expect(denied[path: "subjects", "user_id"] == "id-of-ada")
      #expect(denied[path: "subjects", "client_id"]?.stringValue?.utf8.count == 22)
      #expect(denied[path: "target", "name"] == "kubernetes_delete_namespace")
      #expect(denied[path: "metadata", "extra"]?["backend_name"] == "kubernetes")
      #expect(denied[path: "decision", "policies"] == ["policy2"])
      #expect(denied[path: "decision", "group_source"] == "groups from `groups` of the upstream access token")
      #expect(!gateway.audit.text.contains("argument"))
      #expect(!gateway.audit.text.contains(token))
    }
  }

  @Test("GUIDE-112: the debug log of a denial names the person's groups and claims, and no claim's value")
  func denialLog() async throws {
    let log = CollectingLogHandler.Lines()
    try await GatewayFixture.run(team.configuration, secrets: team.secrets, backends: [kubernetes], log: log) {
      gateway in
      let token = try team.token("eve", groups: ["Sales", "interns"])
      let session = try await gateway.openSession(token: token)
      #expect(try await gateway.call("kubernetes_get_pods", session: session, token: token).status == 403)
      let line = try #require(log.metadata(of: "call denied").first)
      #expect(line["groups"] == "Sales, interns")
      #expect(line["group_source"] == "groups from `groups` of the upstream access token")
      #expect(line["claims"] == "groups, sub")
      #expect(line["decision"] == "denied: no policy permits it")
      #expect(!line.values.contains { "\($0)".contains("eve") })
    }
  }

  @Test("design 4.3: that there is no group claim is said in the event") func noGroupClaim() async throws {
    try await run { gateway in
      let token = try team.token("eve", groups: nil)
      let session = try await gateway.openSession(token: token)
      _ = try await gateway.call("kubernetes_get_pods", session: session, token: token)
      let source = gateway.audit.events.last?[path: "decision", "group_source"]?.stringValue
      #expect(source?.hasPrefix("no group claim") == true)
    }
  }
}
