import HTTP
import JSON
import MCP

extension ScriptedMCPClient {
  /// An answer of the MCP endpoint.
  package struct Answer: Sendable {
    package let status: Int
    /// The JSON-RPC response; `null` where the body is none.
    package let message: JSONValue

    package var result: JSONValue? { message["result"] }
    package var error: JSONValue? { message["error"] }
  }

  /// Opens a session: `initialize`, then `notifications/initialized`.
  @discardableResult
  package func initialize(version wanted: String = "2025-11-25") async throws -> Answer {
    sessionID = nil
    version = nil
    let answer = try await request(
      "initialize",
      [
        "protocolVersion": .string(wanted), "capabilities": [:],
        "clientInfo": ["name": "scripted-mcp-client", "version": "1.0.0"],
      ])
    guard let agreed = answer.result?["protocolVersion"]?.stringValue else { return answer }
    sessionID = steps.last?.headers[MCPHeader.sessionID]
    version = agreed
    _ = try await post("notifications/initialized", #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
    return answer
  }

  /// The tools of every page.
  package func listTools() async throws -> [JSONValue] {
    var tools: [JSONValue] = []
    var params: JSONValue = [:]
    for _ in 0..<100 {
      let answer = try await request("tools/list", params)
      guard let result = answer.result else {
        throw ClientFailure("tools/list", "\(answer.status): \(answer.message.text())")
      }
      tools += result["tools"]?.arrayValue ?? []
      guard let cursor = result["nextCursor"] else { return tools }
      params = ["cursor": cursor]
    }
    throw ClientFailure("tools/list", "there were more than 100 pages")
  }

  package func callTool(_ name: String, _ arguments: JSONValue = [:]) async throws -> Answer {
    try await request("tools/call", ["name": .string(name), "arguments": arguments])
  }

  /// Any request.
  package func request(_ method: String, _ params: JSONValue) async throws -> Answer {
    let id = requestID()
    let message: JSONValue = ["jsonrpc": "2.0", "id": .int(id), "method": .string(method), "params": params]
    let step = try await post(method, message.text())
    guard step.headers["Content-Type"].map(MediaType.essence) == "text/event-stream" else {
      return Answer(status: step.status, message: (try? JSONValue(reading: step.body)) ?? .null)
    }
    var parser = ServerSentEventParser(limit: 16 << 20)
    let messages = try parser.feed(step.body.utf8).compactMap { try? JSONValue(reading: $0.data) }
    guard let response = messages.first(where: { $0["id"]?.intValue == id }) else {
      throw ClientFailure(method, "the event stream ended without the response")
    }
    return Answer(status: step.status, message: response)
  }

  private func post(_ title: String, _ body: String) async throws -> ClientStep {
    var headers: HTTPHeaders = ["Content-Type": "application/json", "Accept": "application/json, text/event-stream"]
    if let tokens { headers["Authorization"] = "Bearer " + tokens.accessToken }
    headers[MCPHeader.sessionID] = sessionID
    headers[MCPHeader.protocolVersion] = version
    return try await exchange(title, "POST", endpoint, headers: headers, body: body)
  }
}
