import HTTP
import JSON
import MCP

extension MCPEndpoint {
  /// Revisions that exist and are stateless: their clients are told which ones to fall back to.
  private static let modern = "2026-07-28"

  /// Opens a session. Backends are not waited for: the list says later what is there.
  func initialize(_ call: EndpointRequest, _ event: inout AuditEvent) -> HTTPResponse {
    let request: InitializeRequest
    do throws(JSONRPCError) {
      request = try InitializeRequest(call.params)
    } catch {
      event.errorCode = error.code
      return MCPResponse.error(error, id: call.id, status: 200)
    }
    let version = ProtocolVersion.negotiated(for: request.protocolVersion)
    let result = InitializeResult(
      protocolVersion: version, capabilities: ["tools": [:]], serverInfo: snapshot.serverInfo)
    var response = MCPResponse.message(JSONRPCWriter.result(id: call.id, result.json))
    response.headers[MCPHeader.sessionID] = snapshot.sessions.open(for: call.caller, version)
    return response
  }

  /// The session of a request, which is its caller's own.
  func session(_ request: HTTPRequest, _ caller: Caller) -> Result<GatewaySession, EndpointRefusal> {
    let ids = request.headers.values(MCPHeader.sessionID)
    guard ids.count == 1, !ids[0].isEmpty else {
      return .failure(EndpointRefusal(MCPResponse.missingSession, status: 400))
    }
    guard let session = snapshot.sessions.session(ids[0], of: caller) else {
      return .failure(EndpointRefusal(MCPResponse.unknownSession, status: 404))
    }
    return .success(session)
  }

  /// A missing version is the session's.
  func versionRefusal(_ request: HTTPRequest) -> EndpointRefusal? {
    let versions = request.headers.values(MCPHeader.protocolVersion)
    guard let version = versions.first else { return nil }
    guard versions.count == 1 else {
      return EndpointRefusal(.invalidRequest("Bad Request: more than one MCP-Protocol-Version"), status: 400)
    }
    if ProtocolVersion(rawValue: version) != nil { return nil }
    let supported = ProtocolVersion.allCases.map(\.rawValue).joined(separator: ", ")
    return EndpointRefusal(
      version >= Self.modern
        ? .unsupportedVersion(requested: String(version.prefix(64)))
        : .invalidRequest("Bad Request: Unsupported protocol version (supported versions: \(supported))"),
      status: 400)
  }
}
