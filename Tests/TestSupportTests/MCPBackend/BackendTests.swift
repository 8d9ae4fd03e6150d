import HTTPEdge
import JSON
import Testing

@testable import TestSupport

@Suite(.timeLimit(.minutes(1))) struct BackendTests {
  @Test(arguments: [BackendOptions.Answers.json, .eventStream])
  func `a session opens, lists tools and deletes what it is told to`(answers: BackendOptions.Answers) async throws {
    try await withBackend(KubernetesModel(), BackendOptions(answers: answers)) { backend, client async throws in
      let opened = try await client.initialize()
      #expect(opened.result?[path: "serverInfo", "name"] == "kubernetes")
      #expect(opened.result?["protocolVersion"] == "2025-11-25")
      #expect(await client.sessionID != nil)
      let tools = try await client.listTools()
      #expect(
        tools.compactMap { $0["name"]?.stringValue } == [
          "get_pods", "list_namespaces", "delete_namespace", "apply_manifest",
        ])
      #expect(tools[0][path: "annotations", "readOnlyHint"] == true)
      #expect(tools[2][path: "annotations", "destructiveHint"] == true)

      let pods = try await client.callTool("get_pods", ["namespace": "staging"])
      #expect(pods.result?[path: "structuredContent", "pods"]?.arrayValue?.map { $0["name"] } == ["api-0", "api-1"])
      let deleted = try await client.callTool("delete_namespace", ["namespace": "staging"])
      #expect(deleted.result?[path: "structuredContent", "pods"] == 2)
      let gone = try await client.callTool("get_pods", ["namespace": "staging"])
      #expect(gone.result?["isError"] == true)
      #expect(gone.result?["content"]?[0]?["text"] == "namespaces \"staging\" not found")
      #expect(backend.calls.map(\.method).prefix(2) == ["initialize", "notifications/initialized"])
      #expect(backend.calls.last?.headers["MCP-Protocol-Version"] == "2025-11-25")
    }
  }

  @Test func `on standard input and output a line is answered by a line, and a notification by nothing`() throws {
    let backend = FakeMCPBackend(KubernetesModel())
    func answer(_ line: String) throws -> JSONValue? {
      try backend.answer(line: Array(line.utf8)).map { try JSONValue(reading: $0) }
    }
    let opened = try answer(
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}"#
    )
    #expect(opened?[path: "result", "serverInfo", "name"] == "kubernetes" && opened?["id"] == 1)
    #expect(try answer(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#) == nil)
    let call = try answer(
      #"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"get_pods","arguments":{"namespace":"staging"}}}"#
    )
    #expect(call?[path: "result", "structuredContent", "pods"]?.arrayValue?.count == 2)
    #expect(try answer("no JSON")?[path: "error", "code"] == -32700)
  }

  @Test func `a manifest that is applied is there afterwards`() async throws {
    try await withBackend(KubernetesModel()) { _, client async throws in
      try await client.initialize()
      let pod = #"{"kind":"Pod","metadata":{"name":"job","namespace":"new"},"spec":{"containers":[{"image":"a:1"}]}}"#
      #expect(try await client.callTool("apply_manifest", ["manifest": .string(pod)]).result?["isError"] == true)
      let namespace: JSONValue = ["manifest": #"{"kind":"Namespace","metadata":{"name":"new"}}"#]
      _ = try await client.callTool("apply_manifest", namespace)
      let applied = try await client.callTool("apply_manifest", ["manifest": .string(pod)])
      #expect(applied.result?[path: "structuredContent", "result"] == "created")
      let pods = try await client.callTool("get_pods", ["namespace": "new"])
      #expect(pods.result?[path: "structuredContent", "pods"]?.arrayValue?.map { $0["name"] } == ["job"])
    }
  }

  @Test func `an issue that is created is listed`() async throws {
    try await withBackend(GitHubModel()) { _, client async throws in
      try await client.initialize()
      let arguments: JSONValue = ["repository": "example/infra", "title": "Add alerts", "labels": ["ops"]]
      let issue = try await client.callTool("create_issue", arguments)
      #expect(issue.result?[path: "structuredContent", "number"] == 1)
      let issues = try await client.callTool("list_issues", ["repository": "example/infra", "label": "ops"])
      #expect(issues.result?[path: "structuredContent", "issues"]?.arrayValue?.map { $0["title"] } == ["Add alerts"])
      let found = try await client.callTool("search_code", ["query": "price"])
      #expect(found.result?[path: "structuredContent", "matches"]?[0]?["path"] == "src/cart.ts")
      let file = try await client.callTool("get_file_contents", ["repository": "example/infra", "path": "README.md"])
      #expect(file.result?[path: "structuredContent", "content"] == "# infra\n")
    }
  }

  @Test func `wrong arguments and unknown tools are told apart`() async throws {
    try await withBackend(KubernetesModel()) { _, client async throws in
      try await client.initialize()
      #expect(try await client.callTool("delete_namespace").result?["isError"] == true)
      #expect(try await client.callTool("get_pods", ["namespce": "x"]).result?["isError"] == true)
      #expect(try await client.callTool("nope").error?["code"] == -32602)
      #expect(try await client.request("resources/list", [:]).error?["code"] == -32601)
    }
  }

  @Test func `tools come in pages`() async throws {
    try await withBackend(GitHubModel(), BackendOptions(pageSize: 3)) { backend, client async throws in
      try await client.initialize()
      #expect(try await client.listTools().count == 4)
      #expect(backend.calls.count { $0.method == "tools/list" } == 2)
      #expect(try await client.request("tools/list", ["cursor": "x"]).error?["code"] == -32602)
    }
  }

  @Test func `a session that is not known is 404, none at all 400`() async throws {
    try await withBackend(GitHubModel()) { backend, client async throws in
      #expect(try await client.request("ping", [:]).status == 400)
      try await client.initialize()
      #expect(try await client.request("ping", [:]).result == [:])
      backend.forgetSessions()
      #expect(try await client.request("ping", [:]).status == 404)
    }
  }

  @Test func `an older revision is spoken, an unknown one answered with the newest`() async throws {
    try await withBackend(GitHubModel()) { _, client async throws in
      #expect(try await client.initialize(version: "2025-06-18").result?["protocolVersion"] == "2025-06-18")
      #expect(try await client.initialize(version: "1999-01-01").result?["protocolVersion"] == "2025-11-25")
    }
  }

  @Test func `a token is asked for`() async throws {
    try await withBackend(GitHubModel(), BackendOptions(bearerToken: "secret")) { _, client async throws in
      #expect(try await client.initialize().status == 401)
      await client.use(accessToken: "secret")
      #expect(try await client.initialize().status == 200)
    }
  }

  @Test func `faults show on the wire and can be healed`() async throws {
    try await withBackend(KubernetesModel()) { backend, client async throws in
      try await client.initialize()
      backend.setFault(.status(500), for: "tools/call get_pods")
      #expect(try await client.callTool("get_pods").status == 500)
      #expect(try await client.callTool("list_namespaces").status == 200)
      backend.setFault(.garbage, for: "tools/call get_pods")
      #expect(try await client.callTool("get_pods").message == .null)
      backend.setFault(.wrongID, for: "tools/call get_pods")
      #expect(try await client.callTool("get_pods").message["id"] == 987_654_321)
      backend.setFault(.huge(bytes: 1 << 20), for: "tools/call get_pods")
      #expect(try await client.callTool("get_pods").message.text().utf8.count > 1 << 20)
      backend.setFault(.closesHalfway, for: "tools/call get_pods")
      let failure = await #expect(throws: ClientFailure.self) { try await client.callTool("get_pods") }
      #expect(failure?.reason.contains("closed the connection within its response") == true)
      backend.setFault(nil, for: "tools/call get_pods")
      #expect(try await client.callTool("get_pods").result?["isError"] == false)
    }
  }

  @Test func `a tool that is withheld is not there`() async throws {
    try await withBackend(KubernetesModel()) { backend, client async throws in
      try await client.initialize()
      backend.setOffered(false, tool: "delete_namespace")
      #expect(try await client.listTools().count == 3)
      #expect(try await client.callTool("delete_namespace", ["namespace": "default"]).error?["code"] == -32602)
      backend.setOffered(true, tool: "delete_namespace")
      #expect(try await client.listTools().count == 4)
    }
  }
}
