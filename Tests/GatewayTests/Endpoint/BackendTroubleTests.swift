import GatewayDocument
import JSON
import Testing

@testable import Gateway

@Suite struct BackendTroubleTests {
  private let good = FakeBackend("good", tools: ["ok"])
  private let bad = FakeBackend("bad", tools: ["do"])

  /// Both backends have told their tools; then the bad one goes bad.
  private func run(
    _ behaviour: FakeBackend.Behaviour?, timeout: Int = 1, _ body: (GatewayFixture, String) async throws -> Void
  ) async throws {
    try await GatewayFixture.run(GatewayFixture.openConfiguration(), backends: [good]) { gateway in
      try await bad.start()
      var configuration = GatewayFixture.openConfiguration()
      configuration.backends = [GatewayFixture.backend(good), GatewayFixture.backend(bad, timeout: timeout)]
      try await gateway.load(configuration)
      let session = try await gateway.openSession()
      try await gateway.eventually("both have told their tools") {
        try await gateway.toolNames(session: session) == ["bad_do", "good_ok"]
      }
      if let behaviour { bad.behave(behaviour) } else { await bad.stop() }
      do {
        try await body(gateway, session)
      } catch {
        await bad.stop()
        throw error
      }
      await bad.stop()
    }
  }

  private func check(_ answer: GatewayFixture.Answer, _ gateway: GatewayFixture) {
    #expect(answer.status == 200)
    #expect(answer.json["id"] == "c1")
    #expect(answer.json[path: "result", "isError"] == true)
    let text = answer.json[path: "result", "content"]?[0]?["text"]?.stringValue ?? ""
    #expect(text.contains("\"bad\""))
    #expect(!text.contains("127.0.0.1"))
    let event = gateway.audit.events.last { $0["type"] == "mcp_tool_call" }
    #expect(event?["outcome"] == "application_error")
    #expect(event?[path: "metadata", "extra", "backend_name"] == "bad")
  }

  @Test("A backend that is down is said by name") func down() async throws {
    try await run(nil) { gateway, session in
      check(try await gateway.call("bad_do", session: session), gateway)
      #expect(try await gateway.call("good_ok", session: session).json[path: "result", "isError"] == nil)
    }
  }

  @Test("A backend that does not answer is given up after its time, and delays no other") func slow() async throws {
    try await run(.silent) { gateway, session in
      async let waiting = gateway.call("bad_do", session: session)
      #expect(try await gateway.call("good_ok", session: session).json[path: "result", "isError"] == nil)
      check(try await waiting, gateway)
    }
  }

  @Test(
    "A backend that answers rubbish is said by name",
    arguments: [
      FakeBackend.Behaviour.answers(status: 200, contentType: "application/json", body: "{"),
      .answers(status: 200, contentType: "application/json", body: #"{"jsonrpc":"2.0","id":99999,"result":{}}"#),
      .answers(status: 200, contentType: "application/json", body: #"{"a":1}"#),
      .answers(status: 200, contentType: "text/html", body: "<h1>hello</h1>"),
      .answers(status: 200, contentType: "text/event-stream", body: "data: rubbish\n\n"),
      .answers(status: 200, contentType: "text/event-stream", body: ": nothing\n\n"),
      .answers(status: 202, contentType: "text/plain", body: ""),
      .answers(status: 302, contentType: "text/plain", body: ""),
      .answers(status: 401, contentType: "application/json", body: "{}"),
      .answers(status: 500, contentType: "text/plain", body: "stack trace with secrets"),
    ])
  func rubbish(_ behaviour: FakeBackend.Behaviour) async throws {
    try await run(behaviour) { gateway, session in
      let answer = try await gateway.call("bad_do", session: session)
      check(answer, gateway)
      #expect(!answer.text.contains("secrets"))
    }
  }

  @Test(
    "A backend that begins an answer and does not end it is given up after its time",
    arguments: [
      FakeBackend.Behaviour.stalls(contentType: "application/json"), .stalls(contentType: "text/event-stream"),
      .chatters,
    ])
  func unending(_ behaviour: FakeBackend.Behaviour) async throws {
    try await run(behaviour) { gateway, session in
      let answer = try await gateway.call("bad_do", session: session)
      check(answer, gateway)
      #expect(answer.text.contains("did not answer in time"))
    }
  }

  @Test(
    "A backend's answer beyond the limit is not taken", arguments: ["application/json", "text/event-stream"])
  func overflow(_ contentType: String) async throws {
    try await run(.overflows(contentType: contentType), timeout: 30) { gateway, session in
      let answer = try await gateway.call("bad_do", session: session)
      check(answer, gateway)
      #expect(answer.text.contains("too large"))
    }
  }

  @Test("A backend's JSON-RPC error goes to the client under the client's id") func error() async throws {
    let body = #"{"jsonrpc":"2.0","id":"server-error","error":{"code":-32602,"message":"no such pod","data":{"a":1}}}"#
    try await run(.answers(status: 400, contentType: "application/json", body: body)) { gateway, session in
      let answer = try await gateway.call("bad_do", session: session)
      #expect(
        answer.text == #"{"jsonrpc":"2.0","id":"c1","error":{"code":-32602,"message":"no such pod","data":{"a":1}}}"#)
      #expect(gateway.audit.events.last?[path: "metadata", "extra", "jsonrpc_error_code"] == -32602)
    }
  }

  @Test("GUIDE-115: a backend that hangs does not keep the others' tools away, and its own come when it answers")
  func hanging() async throws {
    let gate = Latch()
    bad.holdLists(until: gate)
    var options = GatewayServerOptions(version: "1.2.3")
    options.cataloguePatience = .milliseconds(500)
    let configuration = GatewayFixture.openConfiguration()
    try await GatewayFixture.run(configuration, backends: [good, bad], options: options) { gateway in
      let session = try await gateway.openSession()
      try await gateway.eventually("the good one's tools are there") {
        try await gateway.toolNames(session: session) == ["good_ok"]
      }
      let answer = try await gateway.post(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#, session: session)
      #expect(answer.json[path: "result", "_meta"]?[MCPEndpoint.unavailableKey] == ["bad"])
      let call = try await gateway.call("bad_do", session: session)
      #expect(call.json[path: "result", "isError"] == true)
      gate.open()
      try await gateway.eventually("the tools come") {
        try await gateway.toolNames(session: session) == ["bad_do", "good_ok"]
      }
    }
  }

  @Test("Status tells each backend's health and no address") func status() async throws {
    try await run(nil) { gateway, _ in
      let answer = try await gateway.send("GET", "/status")
      #expect(answer.json["healthy"] == true)
      #expect(answer.json["name"] == "team")
      #expect(answer.json["backends"]?[0]?["health"] == "healthy")
      #expect(!answer.text.contains("127.0.0.1"))
    }
  }
}
