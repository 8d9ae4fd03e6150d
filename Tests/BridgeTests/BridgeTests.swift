import Curl
import HTTP
import JSON
import Logging
import MCP
import NIOPosix
import Testing

@testable import Bridge

@Suite(.timeLimit(.minutes(3))) struct BridgeTests {
  @Test func `clients with equal ids share one server, and each gets its own answers`() async throws {
    try await RunningBridge.with { bridge in
      let sessions = [try await bridge.open(), try await bridge.open()]
      let answers = try await withThrowingTaskGroup(of: (Int, JSONValue).self) { group in
        for number in 0..<40 {
          group.addTask {
            let response = try await bridge.post(
              RunningBridge.message("echo", id: #""same""#, params: #"{"n":\#(number)}"#),
              session: sessions[number % 2])
            return (number, try JSONValue(reading: response.body))
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.count == 40)
      for (number, answer) in answers {
        #expect(answer["id"] == "same")
        #expect(answer[path: "result", "params", "n"] == .int(number))
      }
      #expect(Set(answers.map { $0.1[path: "result", "pid"] }).count == 1)
      let failure = try await bridge.post(RunningBridge.message("fail", id: "7"), session: sessions[0])
      #expect(failure.body == Array(#"{"jsonrpc":"2.0","id":7,"error":{"code": -32002, "message": "no"}}"#.utf8))
    }
  }

  @Test func `progress reaches the request that asked for it, under the client's own token`() async throws {
    try await RunningBridge.with { bridge in
      let session = try await bridge.open()
      let response = try await bridge.post(
        RunningBridge.message("progress", id: "5", params: #"{"_meta":{"progressToken":"mine"},"x":1}"#),
        session: session, accept: "application/json, text/event-stream")
      #expect(response.headers["Content-Type"] == "text/event-stream")
      var parser = ServerSentEventParser(limit: 10_000)
      let events = try parser.feed(response.body).map { try JSONValue(reading: $0.data) }
      #expect(events.map { $0[path: "params", "progressToken"] } == ["mine", "mine", nil])
      #expect(events.map { $0[path: "params", "progress"] } == [1, 2, nil])
      #expect(events.last?["id"] == 5)
    }
  }

  @Test func `what the server asks of clients is refused, so that it need not wait`() async throws {
    try await RunningBridge.with { bridge in
      let answer = try await bridge.post(RunningBridge.message("ask"), session: try await bridge.open())
      let reply = try JSONValue(reading: answer.body)["result"]
      #expect(reply?["id"] == "mine")
      #expect(reply?[path: "error", "code"] == -32601)
      #expect(reply?[path: "error", "message"]?.stringValue?.contains("sampling/createMessage") == true)
    }
  }

  @Test(arguments: ["disconnect", "notification"])
  func `who goes or cancels is cancelled at the server, and others hear what it says`(how: String) async throws {
    try await RunningBridge.with { bridge in
      let session = try await bridge.open()
      let listening = try await bridge.http.lines(
        bridge.request("GET", "/mcp", bridge.headers(session, "text/event-stream")))
      #expect(listening.status == 200)
      let waiting = Task { try await bridge.post(RunningBridge.message("never", id: "9"), session: session) }
      try await Task.sleep(for: .milliseconds(300))
      if how == "disconnect" {
        waiting.cancel()
      } else {
        let cancel = RunningBridge.message("notifications/cancelled", id: nil, params: #"{"requestId":9}"#)
        #expect(try await bridge.post(cancel, session: session).status == 202)
        let answer = try JSONValue(reading: try await waiting.value.body)
        #expect(answer[path: "error", "message"] == "the request was cancelled")
      }
      for try await line in listening where line.starts(with: Array("data:".utf8)) {
        #expect(String(decoding: line, as: UTF8.self).contains(#""data": "cancelled""#))
        break
      }
    }
  }

  @Test(arguments: ["exit", "endless"])
  func `a server that ends or floods is started again, and its clients begin anew`(method: String) async throws {
    try await RunningBridge.with { bridge in
      let session = try await bridge.open()
      let lost = try JSONValue(reading: try await bridge.post(RunningBridge.message(method), session: session).body)
      #expect(
        lost[path: "error", "message"]
          == .string(
            "the MCP server is not available: "
              + (method == "exit" ? "it ended with code 3" : "it wrote a line of more than 100000 bytes")))
      try await bridge.untilHealthy()
      #expect(try await bridge.post(RunningBridge.message("echo"), session: session).status == 404)
      let again = try await bridge.post(RunningBridge.message("echo"), session: try await bridge.open())
      #expect(again.status == 200)
    }
  }

  @Test func `a program that cannot be started is said`() async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let transport = CommandTransport(
      arguments: ["/no/such/program"], group: group, limits: StdioLimits(), logger: logger)
    let server = StdioServer(
      transport, identity: Implementation(name: "t", version: "1"), logger: logger, broadcast: { _ in })
    let work = Task { await server.run() }
    defer { work.cancel() }
    for _ in 0..<100 {
      if case .failure(.notRunning(let reason)) = server.initialized, reason.contains("cannot be started") { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("\(server.initialized)")
  }

  @Test func `requests without a session, with an unknown one, or of a foreign page are refused`() async throws {
    try await RunningBridge.with { bridge in
      let echo = RunningBridge.message("echo")
      #expect(try await bridge.post(echo).status == 400)
      #expect(try await bridge.post(echo, session: "unknown").status == 404)
      let session = try await bridge.open()
      var headers = bridge.headers(session, "application/json")
      headers["Origin"] = "https://evil.example"
      #expect(try await bridge.http.send(bridge.request("POST", "/mcp", headers, echo)).status == 403)
      headers["Origin"] = "http://localhost:3000"
      #expect(try await bridge.http.send(bridge.request("POST", "/mcp", headers, echo)).status == 200)
      headers["MCP-Protocol-Version"] = "2026-07-28"
      #expect(try await bridge.http.send(bridge.request("POST", "/mcp", headers, echo)).status == 400)
      #expect(try await bridge.post("[]", session: session).status == 400)
      let end = bridge.request("DELETE", "/mcp", bridge.headers(session, "*/*"))
      #expect(try await bridge.http.send(end).status == 204)
      #expect(try await bridge.post(echo, session: session).status == 404)
    }
  }

  @Test func `the face of 2024-11-05`() async throws {
    try await RunningBridge.with { bridge in
      let stream = try await bridge.http.lines(bridge.request("GET", "/sse", ["Accept": "text/event-stream"]))
      var lines = stream.makeAsyncIterator()
      func data() async throws -> String? {
        while let line = try await lines.next() {
          let text = String(decoding: line, as: UTF8.self)
          if text.hasPrefix("data: ") { return String(text.dropFirst(6)) }
        }
        return nil
      }
      let endpoint = try #require(try await data())
      #expect(endpoint.hasPrefix("/messages?session="))
      for (method, expected) in [
        ("initialize", "serverInfo"), ("echo", "params"), ("progress", "progressToken\": \"p\""),
      ] {
        let posted = try await bridge.http.send(
          bridge.request(
            "POST", endpoint, bridge.headers(nil, "*/*"),
            RunningBridge.message(method, params: #"{"_meta":{"progressToken":"p"}}"#)))
        #expect(posted.status == 202)
        #expect(try await data()?.contains(expected) == true)
      }
    }
  }
}
