import Curl
import Dispatch
import JSON
import Kubernetes
import TestDoubles
import Testing

@testable import Operator

@Suite struct ProbeTests {
  private static let initialized =
    #"{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-06-18","capabilities":{},"serverInfo":{"name":"s","version":"1"}}}"#
  private static let json = ["Content-Type: application/json"]

  private func ask(
    _ question: ProbeTarget.Question = .streamableHTTP, path: String = "/mcp", hasCredentials: Bool = false,
    timeout: Duration = .seconds(600), _ script: @escaping ScriptedServer.Script
  ) async -> (ProbeAnswer, [ScriptedRequest]) {
    let server = ScriptedServer(script)
    defer { server.close() }
    var target = ProbeTarget(url: server.url + path, question: question)
    target.hasCredentials = hasCredentials
    let answer = await Probe(CurlClient(), services: nil, timeout: timeout).ask(target)
    return (answer, server.requests)
  }

  @Test func `an answer to initialize, and the session that came of it is ended`() async {
    let (answer, requests) = await ask { _, connection in
      connection.respond(200, Self.initialized, fields: Self.json + ["Mcp-Session-Id: s1"])
    }
    #expect(answer == .server(revision: "2025-06-18"))
    #expect(requests.map(\.method) == ["POST", "DELETE"])
    #expect(requests.last?["Mcp-Session-Id"] == "s1")
    #expect(requests.first?["Accept"] == "application/json, text/event-stream")
  }

  @Test func `an answer in an event stream that goes on`() async {
    let (answer, _) = await ask { _, connection in
      connection.startChunks(200, fields: ["Content-Type: text/event-stream; charset=utf-8"])
      connection.chunk(
        ": hello\n\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}\n\n")
      connection.chunk("data: \(Self.initialized)\n\n")
      connection.waitForPeer()
    }
    #expect(answer == .server(revision: "2025-06-18"))
  }

  @Test func `a server that knows only server/discover`() async {
    let (answer, requests) = await ask { request, connection in
      if request["Mcp-Method"] == "server/discover" {
        connection.respond(
          200,
          #"{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{}}}"#,
          fields: Self.json)
      } else {
        connection.respond(
          400, #"{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"secret"}}"#, fields: Self.json)
      }
    }
    #expect(answer == .server(revision: "2026-07-28"))
    #expect(requests.last?["MCP-Protocol-Version"] == "2026-07-28")
  }

  @Test(arguments: [
    (404, "no", "text/plain", "initialize was answered with HTTP 404"),
    (500, "{}", "application/json", "initialize was answered with HTTP 500"),
    (200, "<html>", "text/html", "initialize was answered with content type \"text/html\", which is not MCP"),
    (200, "<html>", "application/json", "initialize was answered with something that is not a JSON-RPC message"),
    (
      200, #"{"jsonrpc":"2.0","id":1,"result":{}}"#, "application/json",
      "initialize was answered with a result that is not MCP's"
    ),
    (
      200, #"{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"my password is hunter2"}}"#, "application/json",
      "initialize was answered with JSON-RPC error -32000"
    ),
    (401, "", "text/plain", "initialize was answered with HTTP 401: it wants credentials"),
    (401, "{}", "application/json", "initialize was answered with HTTP 401: it wants credentials"),
  ])
  func `what is wrong is said, in words of our own`(status: Int, body: String, type: String, message: String) async {
    let (answer, _) = await ask { _, connection in
      connection.respond(status, body, fields: ["Content-Type: \(type)"])
    }
    guard case .failure(let failure) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(failure.message == message)
  }

  @Test func `credentials that gateways have and the operator has not`() async {
    let (answer, _) = await ask(hasCredentials: true) { _, connection in connection.respond(401) }
    #expect(answer == .wantsCredentials)
  }

  @Test func `nobody there, nothing said, too much said`() async {
    let probe = Probe(CurlClient(), services: nil, timeout: .milliseconds(300))
    let nobody = await probe.ask(ProbeTarget(url: "http://127.0.0.1:9/mcp", question: .streamableHTTP))
    #expect(nobody == .failure(ProbeFailure(.unreachable, "no connection can be made")))
    let (silent, _) = await ask(timeout: .milliseconds(300)) { _, connection in connection.waitForPeer() }
    #expect(silent == .failure(.timedOut))
    let (endless, _) = await ask { _, connection in
      connection.startChunks(200, fields: Self.json)
      while connection.chunk(String(repeating: " ", count: 4095) + "\n") {}
    }
    #expect(endless == .failure(ProbeFailure(.tooLarge, "the answer is larger than 262144 bytes")))
  }

  @Test(arguments: [
    ("/messages?s=1", ProbeAnswer.server(revision: "2025-06-18")),
    (
      "http://elsewhere.example/steal",
      .failure(ProbeFailure(.notMCP, "the event stream names an endpoint of another origin, or none"))
    ),
  ])
  func `the way of 2024-11-05: a stream, an endpoint, and the answer on the stream`(
    endpoint: String, expected: ProbeAnswer
  ) async {
    let posted = DispatchSemaphore(value: 0)
    let (answer, requests) = await ask(.sse, path: "/sse") { request, connection in
      guard request.method == "GET" else {
        connection.respond(202)
        posted.signal()
        return
      }
      connection.startChunks(200, fields: ["Content-Type: text/event-stream"])
      connection.chunk("event: endpoint\ndata: \(endpoint)\n\n")
      guard endpoint.hasPrefix("/") else { return connection.waitForPeer() }
      posted.wait()
      connection.chunk("event: message\ndata: \(Self.initialized)\n\n")
      connection.waitForPeer()
    }
    #expect(answer == expected)
    #expect(requests.map(\.path) == (endpoint.hasPrefix("/") ? ["/sse", "/messages"] : ["/sse"]))
  }

  @Test func `a gateway's report, and what is not one`() async {
    let status = #"""
      {"backends":[{"name":"github","health":"unhealthy","last_failure":"timedOut","mcp_revision":"2025-11-25","health_since":"2026-07-28T09:30:00Z"}],
       "configuration":{"hash":"abc"},"refused":{"at":"x","problems":[{"path":"backends[0]","message":"bad"}]}}
      """#
    let (answer, _) = await ask(.gateway, path: "/status") { _, connection in
      connection.respond(200, status, fields: Self.json)
    }
    let backend = GatewayReport.Backend(
      name: "github", health: "unhealthy", lastFailure: "timedOut", revision: "2025-11-25",
      since: "2026-07-28T09:30:00Z")
    #expect(
      answer == .gateway(GatewayReport(documentHash: "abc", problems: ["backends[0]: bad"], backends: [backend])))
    let (other, _) = await ask(.gateway, path: "/status") { _, connection in connection.respond(200, "[]") }
    #expect(other == .failure(ProbeFailure(.notMCP, "GET /status was not answered with a gateway's status")))
  }
}
