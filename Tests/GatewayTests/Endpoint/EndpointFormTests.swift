import HTTP
import JSON
import Testing

@testable import Gateway

/// What the endpoint makes of requests by their form alone.
@Suite struct EndpointFormTests {
  private func run(_ body: (GatewayFixture) async throws -> Void) async throws {
    try await GatewayFixture.run(
      GatewayFixture.openConfiguration(), backends: [FakeBackend("b", tools: ["t"])], body)
  }

  @Test(
    "GUIDE-067: at /mcp, revisions that are spoken are echoed, and the session id is visible ASCII",
    arguments: ["2025-11-25", "2025-06-18"])
  func initialize(_ version: String) async throws {
    try await run { gateway in
      let answer = try await gateway.post(GatewayFixture.initialize(version))
      #expect(answer.json[path: "result", "protocolVersion"] == .string(version))
      #expect(answer.json[path: "result", "capabilities"] == ["tools": [:]])
      #expect(answer.json[path: "result", "serverInfo", "name"] == "team")
      let id = try #require(answer.headers["Mcp-Session-Id"])
      #expect(id.utf8.allSatisfy { 0x21...0x7E ~= $0 })
    }
  }

  @Test(
    "Malformed JSON, malformed JSON-RPC and batches are 400",
    arguments: [
      ("{", -32700), ("", -32700), (#"{"id":1,"method":"ping"}"#, -32600), ("[]", -32600),
      (#"[{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"b_t"}}]"#, -32600),
      (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
    ])
  func malformed(_ body: String, _ code: Int) async throws {
    try await run { gateway in
      let answer = try await gateway.post(body, session: try await gateway.openSession())
      #expect(answer.status == 400)
      #expect(answer.json[path: "error", "code"] == .int(code))
    }
  }

  @Test(
    "A body that is not JSON by its type is 415", arguments: ["text/plain", "application/x-www-form-urlencoded", nil])
  func contentType(_ type: String?) async throws {
    try await run { gateway in
      var headers: HTTPHeaders = ["Accept": "application/json, text/event-stream"]
      headers["Content-Type"] = type
      let answer = try await gateway.send("POST", "/mcp", headers: headers, body: GatewayFixture.initialize())
      #expect(answer.status == 415)
    }
  }

  @Test("A client that cannot take JSON is 406; parameters and wildcards are understood") func accept() async throws {
    try await run { gateway in
      let html = try await gateway.post(GatewayFixture.initialize(), headers: ["Accept": "text/html"]).status
      #expect(html == 406)
      let wildcard = try await gateway.post(GatewayFixture.initialize(), headers: ["Accept": "*/*"]).status
      #expect(wildcard == 200)
      let type: HTTPHeaders = ["Content-Type": "application/json; charset=utf-8"]
      let parameter = try await gateway.post(GatewayFixture.initialize(), headers: type).status
      #expect(parameter == 200)
    }
  }

  @Test("A body over the limit is 413") func tooLarge() async throws {
    var options = GatewayServerOptions(version: "1")
    options.bodyLimit = 1000
    try await GatewayFixture.run(GatewayFixture.openConfiguration(), options: options) { gateway in
      let status = try await gateway.post(String(repeating: " ", count: 1001)).status
      #expect(status == 413)
    }
  }

  @Test("DIV-18: a GET without an event stream in Accept is 406, one with it 405 with what is allowed")
  func get() async throws {
    try await run { gateway in
      let plain = try await gateway.send("GET", "/mcp", headers: ["Accept": "*/*"])
      #expect(plain.status == 406)
      #expect(
        plain.text
          == #"{"jsonrpc":"2.0","id":"server-error","error":{"code":-32600,"message":"#
          + #""Not Acceptable: Client must accept text/event-stream"}}"#)
      let stream = try await gateway.send("GET", "/mcp", headers: ["Accept": "text/event-stream"])
      #expect(stream.status == 405)
      #expect(stream.headers["Allow"] == "POST, DELETE")
      #expect(try await gateway.send("PUT", "/mcp").status == 405)
    }
  }

  @Test("A request without a session is 400, one with an unknown session 404") func sessions() async throws {
    try await run { gateway in
      let list = #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#
      #expect(try await gateway.post(list).status == 400)
      let unknown = try await gateway.post(list, session: "nonsense")
      #expect(unknown.status == 404)
      #expect(unknown.json["id"] == 1)
    }
  }

  @Test("server-session-terminated-returns-404: an ended session is unknown") func delete() async throws {
    try await run { gateway in
      let session = try await gateway.openSession()
      #expect(try await gateway.send("DELETE", "/mcp").status == 400)
      let ended = try await gateway.send("DELETE", "/mcp", headers: ["Mcp-Session-Id": session])
      #expect(ended.status == 204)
      #expect(try await gateway.post(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, session: session).status == 404)
      #expect(try await gateway.send("DELETE", "/mcp", headers: ["Mcp-Session-Id": session]).status == 404)
    }
  }

  @Test("A protocol version that is not spoken is 400; a stateless one is told what is") func version() async throws {
    try await run { gateway in
      let session = try await gateway.openSession()
      let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
      func send(_ version: String) async throws -> GatewayFixture.Answer {
        try await gateway.post(ping, session: session, headers: ["MCP-Protocol-Version": version])
      }
      #expect(try await send("2025-06-18").json["result"] == [:])
      #expect(try await send("1999-01-01").status == 400)
      let modern = try await send("2026-07-28")
      #expect(modern.status == 400)
      #expect(modern.json[path: "error", "code"] == -32022)
      #expect(modern.json[path: "error", "data", "supported"] == ["2025-11-25", "2025-06-18"])
    }
  }

  @Test(
    "A method that is not offered is -32601 with a clear message", arguments: ["resources/list", "prompts/get", "x"])
  func unknownMethod(_ method: String) async throws {
    try await run { gateway in
      let answer = try await gateway.post(
        #"{"jsonrpc":"2.0","id":7,"method":"\#(method)"}"#, session: try await gateway.openSession())
      #expect(answer.status == 200)
      #expect(answer.json[path: "error", "code"] == -32601)
      #expect(answer.json[path: "error", "message"]?.stringValue?.contains(method) == true)
    }
  }

  @Test("An unknown tool is -32602, a call without a name as well") func unknownTool() async throws {
    try await run { gateway in
      let session = try await gateway.openSession()
      #expect(try await gateway.call("b_none", session: session).json[path: "error", "code"] == -32602)
      let nameless = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"arguments":{}}}"#
      #expect(try await gateway.post(nameless, session: session).json[path: "error", "code"] == -32602)
    }
  }

  @Test("A page of another origin may not speak to the endpoint") func origin() async throws {
    try await run { gateway in
      func status(_ headers: HTTPHeaders) async throws -> Int {
        try await gateway.post(GatewayFixture.initialize(), headers: headers).status
      }
      let foreign = try await status(["Origin": "http://evil.example"])
      #expect(foreign == 403)
      let opaque = try await status(["Origin": "null"])
      #expect(opaque == 403)
      let local = try await status(["Origin": "http://localhost:6274"])
      #expect(local == 200)
    }
  }

  @Test(
    "GUIDE-067: only /mcp is the endpoint; what is no route is a JSON 404, under /.well-known as well",
    arguments: ["/", "/foo", "/mcp/x", "/.well-known/x", "/.well-known/oauth-protected-resource"])
  func notFound(_ path: String) async throws {
    try await run { gateway in
      let answer = try await gateway.send("GET", path)
      #expect(answer.status == 404)
      #expect(answer.json == ["error": "not_found"])
    }
  }

  @Test("Health does not depend on a configuration, readiness does") func ready() async throws {
    try await GatewayFixture.run { gateway in
      #expect(try await gateway.send("GET", "/health").json == ["status": "ok"])
      #expect(try await gateway.send("GET", "/ping").json == ["status": "ok"])
      #expect(try await gateway.send("GET", "/readyz").status == 503)
      #expect(try await gateway.send("GET", "/mcp").status == 503)
      try await gateway.load(GatewayFixture.openConfiguration())
      #expect(try await gateway.send("GET", "/readyz").json == ["status": "ready", "mode": "static"])
      #expect(try await gateway.send("POST", "/status").status == 405)
    }
  }
}
