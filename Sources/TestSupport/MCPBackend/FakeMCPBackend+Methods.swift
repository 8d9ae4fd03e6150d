import HTTP
import HTTPEdge
import JSON
import MCP

extension FakeMCPBackend {
  func answer(
    _ id: JSONRPCID, _ method: String, _ params: JSONMembers?, _ connection: HTTPConnection
  ) async -> HTTPResponse {
    var headers: HTTPHeaders = [:]
    let value = params.flatMap { try? JSONValue(reading: $0.text) } ?? [:]
    var outcome = outcome(method, params, value)
    if method == MCPMethod.initialize, options.hasSessions, case .success = outcome {
      headers[MCPHeader.sessionID] = openSession()
    }
    let fault = state.withLock { state in
      value["name"]?.stringValue.flatMap { state.faults["\(method) \($0)"] } ?? state.faults[method]
    }
    switch fault {
    case .slow(let duration)?: try? await Task.sleep(for: duration)
    case .neverAnswers?:
      while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    case .status(let status)?: return .text("out of order\n", status: status)
    case .garbage?: return .text("<html>this is not what you asked for", headers: headers)
    case .huge(let bytes)?:
      let text = String(repeating: "x", count: bytes)
      outcome = .success(["content": [["type": "text", "text": .string(text)]], "isError": false])
    case .closesHalfway?: return Self.half(of: response(id, outcome, headers), connection)
    case .wrongID?: return response(JSONRPCID(987_654_321), outcome, headers)
    case nil: break
    }
    return response(id, outcome, headers)
  }

  /// What a request comes to, without faults.
  /// - Parameter value: the parameters, read.
  func outcome(_ method: String, _ params: JSONMembers?, _ value: JSONValue) -> Result<JSONValue, JSONRPCError> {
    switch method {
    case MCPMethod.initialize: initialize(params)
    case MCPMethod.ping: .success([:])
    case MCPMethod.listTools: listTools(value)
    case MCPMethod.callTool: callTool(value)
    default: .failure(.methodNotFound("Method not found: \(method)"))
    }
  }

  private func initialize(_ params: JSONMembers?) -> Result<JSONValue, JSONRPCError> {
    do throws(JSONRPCError) {
      let request = try InitializeRequest(params)
      let result = InitializeResult(
        protocolVersion: .negotiated(for: request.protocolVersion), capabilities: ["tools": ["listChanged": false]],
        serverInfo: Implementation(name: model.name, version: "1.0.0"))
      return .success(result.json)
    } catch {
      return .failure(error)
    }
  }

  private func openSession() -> String {
    var generator = SystemRandomNumberGenerator()
    let id = (0..<2).map { _ in String(generator.next() as UInt64, radix: 36) }.joined()
    state.withLock { _ = $0.sessions.insert(id) }
    return id
  }

  private func listTools(_ params: JSONValue) -> Result<JSONValue, JSONRPCError> {
    let tools = offeredTools.map(\.json)
    guard let size = options.pageSize else { return .success(["tools": .array(tools)]) }
    let cursor = params["cursor"]?.stringValue
    guard let start = cursor.map({ Int($0) }) ?? 0, (0...tools.count).contains(start) else {
      return .failure(.invalidParams("unknown cursor"))
    }
    let end = min(start + size, tools.count)
    var result: JSONValue = ["tools": .array(Array(tools[start..<end]))]
    if end < tools.count { result["nextCursor"] = .string("\(end)") }
    return .success(result)
  }

  private func callTool(_ params: JSONValue) -> Result<JSONValue, JSONRPCError> {
    guard let name = params["name"]?.stringValue else { return .failure(.invalidParams("\"name\" is missing")) }
    guard let tool = offeredTools.first(where: { $0.name == name }) else {
      return .failure(.invalidParams("Unknown tool: \(name)"))
    }
    guard let arguments = (params["arguments"] ?? [:]).objectValue else {
      return .failure(.invalidParams("\"arguments\" must be an object"))
    }
    return .success(tool.result(arguments))
  }

  private func response(
    _ id: JSONRPCID, _ outcome: Result<JSONValue, JSONRPCError>, _ headers: HTTPHeaders
  ) -> HTTPResponse {
    let message =
      switch outcome {
      case .success(let result): JSONRPCWriter.result(id: id, result)
      case .failure(let error): JSONRPCWriter.error(id: id, error)
      }
    var response = HTTPResponse(status: 200, headers: headers)
    switch options.answers {
    case .json:
      response.headers["Content-Type"] = "application/json"
      response.body = .bytes(message)
    case .eventStream:
      response.headers["Content-Type"] = "text/event-stream"
      response.headers["Cache-Control"] = "no-cache"
      response.body = .stream(
        AsyncStream { continuation in
          continuation.yield(ServerSentEvent(data: message, id: "1").bytes)
          continuation.finish()
        })
    }
    return response
  }

  /// The first half of a response's body, then the end of the connection.
  private static func half(of response: HTTPResponse, _ connection: HTTPConnection) -> HTTPResponse {
    var half = response
    let bytes = response.bytes ?? Array("event: message\ndata: {\"jsonrpc\":".utf8)
    let pieces = Pieces([Array(bytes.prefix(max(1, bytes.count / 2)))])
    half.body = .stream(
      AsyncStream {
        // The server asks for the next piece when the one before it has been sent.
        if let piece = pieces.next() { return piece }
        connection.close()
        return nil
      })
    return half
  }
}
