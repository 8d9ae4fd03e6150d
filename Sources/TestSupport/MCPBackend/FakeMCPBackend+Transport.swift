import HTTP
import HTTPEdge
import JSON
import MCP

extension FakeMCPBackend {
  /// Answers one HTTP request (MCP transports, "Streamable HTTP").
  func answer(_ request: HTTPRequest, _ connection: HTTPConnection) async -> HTTPResponse {
    guard request.path == "/mcp" else { return .text("the endpoint is /mcp\n", status: 404) }
    if let token = options.bearerToken, request.headers["Authorization"] != "Bearer \(token)" {
      return .text("a bearer token is needed\n", status: 401, headers: ["WWW-Authenticate": "Bearer"])
    }
    switch request.method {
    case "POST": return await post(request, connection)
    case "DELETE": return delete(request)
    default: return .text("no stream is offered here\n", status: 405, headers: ["Allow": "POST, DELETE"])
    }
  }

  private func post(_ request: HTTPRequest, _ connection: HTTPConnection) async -> HTTPResponse {
    let accept = request.headers["Accept"] ?? ""
    guard MediaType.accepts(accept, "application/json"), MediaType.accepts(accept, "text/event-stream") else {
      return Self.refusal(406, .invalidRequest("Accept must name application/json and text/event-stream"))
    }
    guard request.mediaType == "application/json" else {
      return Self.refusal(415, .invalidRequest("Content-Type must be application/json"))
    }
    let message: JSONRPCMessage
    do throws(JSONRPCRejection) {
      message = try JSONRPCMessage(reading: request.body)
    } catch {
      return .json((try? JSONValue(reading: JSONRPCWriter.error(id: error.id, error.error))) ?? [:], status: 400)
    }
    switch message.body {
    case .request(let id, let method, let params):
      record(method, params, request)
      if method != MCPMethod.initialize, let refusal = refusal(of: request) { return refusal }
      return await answer(id, method, params, connection)
    case .notification(let method, let params):
      record(method, params, request)
      return refusal(of: request) ?? HTTPResponse(status: 202)
    case .result, .error:
      record("response", nil, request)
      return refusal(of: request) ?? HTTPResponse(status: 202)
    }
  }

  private func delete(_ request: HTTPRequest) -> HTTPResponse {
    guard options.hasSessions, let id = request.headers[MCPHeader.sessionID] else {
      return .text("no session is named\n", status: 400)
    }
    return HTTPResponse(status: state.withLock { $0.sessions.remove(id) } == nil ? 404 : 204)
  }

  /// Why a request after `initialize` is not answered: its revision or its session.
  private func refusal(of request: HTTPRequest) -> HTTPResponse? {
    if let version = request.headers[MCPHeader.protocolVersion], ProtocolVersion(rawValue: version) == nil {
      return Self.refusal(400, .invalidRequest("unsupported protocol version \(version)"))
    }
    guard options.hasSessions else { return nil }
    guard let id = request.headers[MCPHeader.sessionID] else {
      return Self.refusal(400, .invalidRequest("\(MCPHeader.sessionID) is missing"))
    }
    return state.withLock { $0.sessions.contains(id) } ? nil : Self.refusal(404, .invalidRequest("session not found"))
  }

  private func record(_ method: String, _ params: JSONMembers?, _ request: HTTPRequest) {
    let value = params.flatMap { try? JSONValue(reading: $0.text) } ?? .null
    state.withLock { state in
      if state.calls.count >= 1000 { state.calls.removeFirst() }
      state.calls.append(BackendCall(method: method, params: value, headers: request.headers))
    }
  }

  private static func refusal(_ status: Int, _ error: JSONRPCError) -> HTTPResponse {
    var response = HTTPResponse(status: status, body: .bytes(JSONRPCWriter.error(id: nil, error)))
    response.headers["Content-Type"] = "application/json"
    return response
  }
}
