import HTTP
import HTTPEdge
import JSON
import MCP

/// The HTTP face of a server on standard input and output: Streamable HTTP at `/mcp`, HTTP with SSE (MCP 2024-11-05) at
/// `/sse`, and `/health`.
struct BridgeEndpoint: Sendable {
  static let messagesPath = "/messages"
  static let revisions: Set<String> = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]

  let server: StdioServer
  let sessions: BridgeSessions

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    if request.path == "/health" { return health() }
    // Pages in a browser have an origin; nothing of the web may talk to what runs on a developer's machine.
    if let origin = request.headers["Origin"], HTTPURL(origin)?.isLoopback != true {
      return Self.refusal(403, .invalidRequest("requests of other origins are refused"))
    }
    switch (request.method, request.path) {
    case ("POST", "/mcp"): return await post(request)
    case ("GET", "/mcp"): return listen(request)
    case ("DELETE", "/mcp"): return end(request)
    case ("GET", "/sse"): return await openSSE()
    case ("POST", Self.messagesPath): return await postSSE(request)
    case (_, "/mcp"): return .text("POST, GET or DELETE\n", status: 405, headers: ["Allow": "POST, GET, DELETE"])
    default: return .text("the endpoints are /mcp and /sse\n", status: 404)
    }
  }

  private func health() -> HTTPResponse {
    switch server.initialized {
    case .success(let answer): .json(["status": "healthy", "revision": .string(answer.revision)])
    case .failure(let failure): .json(["status": "unhealthy", "reason": .string(failure.error.message)], status: 503)
    }
  }

  private func listen(_ request: HTTPRequest) -> HTTPResponse {
    switch session(request) {
    case .failure(let refusal): return refusal.response
    case .success(let session):
      guard MediaType.accepts(request.headers["Accept"] ?? "*/*", "text/event-stream") else {
        return Self.refusal(406, .invalidRequest("Accept must name text/event-stream"))
      }
      return Self.events(session.open(limit: server.limits.streamMessages))
    }
  }

  private func end(_ request: HTTPRequest) -> HTTPResponse {
    switch session(request) {
    case .failure(let refusal): refusal.response
    case .success(let session): HTTPResponse(status: sessions.end(session.id) ? 204 : 404)
    }
  }

  struct Refusal: Error { let response: HTTPResponse }

  /// The session that a request names, or the response that refuses it.
  func session(_ request: HTTPRequest) -> Result<BridgeSession, Refusal> {
    if let revision = request.headers[MCPHeader.protocolVersion], !Self.revisions.contains(revision) {
      return .failure(
        Refusal(response: Self.refusal(400, .unsupportedVersion(requested: String(revision.prefix(64))))))
    }
    guard let id = request.headers[MCPHeader.sessionID] else {
      return .failure(Refusal(response: Self.refusal(400, .invalidRequest("\(MCPHeader.sessionID) is missing"))))
    }
    guard let session = sessions.find(id, generation: server.generation) else {
      return .failure(Refusal(response: Self.refusal(404, .invalidRequest("session not found"))))
    }
    return .success(session)
  }

  static func json(_ message: [UInt8], status: Int = 200, headers: HTTPHeaders = [:]) -> HTTPResponse {
    var response = HTTPResponse(status: status, headers: headers, body: .bytes(message))
    response.headers["Content-Type"] = "application/json"
    return response
  }

  static func refusal(_ status: Int, _ error: JSONRPCError, id: JSONRPCID? = nil) -> HTTPResponse {
    json(JSONRPCWriter.error(id: id, error), status: status)
  }

  static func events(_ stream: AsyncStream<[UInt8]>) -> HTTPResponse {
    HTTPResponse(
      status: 200, headers: ["Content-Type": "text/event-stream", "Cache-Control": "no-store"], body: .stream(stream))
  }
}
