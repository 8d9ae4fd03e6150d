import HTTP
import JSON
import MCP

/// The HTTP forms of what the endpoint answers.
enum MCPResponse {
  /// A JSON-RPC message.
  static func message(_ bytes: [UInt8], status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: ["Content-Type": "application/json", "Cache-Control": "no-store"], body: .bytes(bytes))
  }

  static func error(_ error: JSONRPCError, id: JSONRPCID? = nil, status: Int) -> HTTPResponse {
    message(JSONRPCWriter.error(id: id, error), status: status)
  }

  static let accepted = HTTPResponse(status: 202)

  static let deniedCall = JSONRPCError(403, "call denied by authorization policy")

  static let missingSession = JSONRPCError.invalidRequest("Bad Request: Mcp-Session-Id header is required")
  /// The same for an id that was never given out, has expired, was ended, or is another caller's.
  static let unknownSession = JSONRPCError(-32001, "Session not found")

  static func methodNotAllowed() -> HTTPResponse {
    var response = error(.invalidRequest("Method Not Allowed: this endpoint offers no server stream"), status: 405)
    response.headers["Allow"] = "POST, DELETE"
    return response
  }

  /// For a GET that does not accept an event stream.
  static let notAcceptableStream = message(
    JSONRPCWriter.error(
      id: JSONRPCID(#""server-error""#.utf8), .invalidRequest("Not Acceptable: Client must accept text/event-stream")),
    status: 406)
}
