import HTTP
import JOSE
import JSON
import Kubernetes
import MCP
import OAuth

/// The MCP endpoint: Streamable HTTP of revisions 2025-06-18 and 2025-11-25. One value serves one request with the
/// snapshot that was in force when it came.
struct MCPEndpoint: Sendable {
  let snapshot: Snapshot
  let requestID: String

  /// - Parameter refusal: the server's response to a request whose body it refused; whoever is let in gets that.
  func respond(to request: HTTPRequest, refusal: HTTPResponse? = nil) async -> HTTPResponse {
    let origin = snapshot.origins.allowedOrigin(request.headers)
    if CrossOrigin.isPreflight(request) { return CrossOrigin.preflight(origin, methods: "GET, POST, DELETE, OPTIONS") }
    return CrossOrigin.open(await audited(request, refusal), to: origin)
  }

  private func audited(_ request: HTTPRequest, _ refusal: HTTPResponse?) async -> HTTPResponse {
    let services = snapshot.services
    let started = services.time.monotonicTime()
    var event = AuditEvent(
      component: snapshot.component, requestID: requestID, remoteAddress: request.remoteAddress,
      userAgent: request.headers["User-Agent"].map { String($0.prefix(256)) }, endpoint: snapshot.configuration.endpoint
    )
    let response = await answer(request, refusal, &event)
    if snapshot.configuration.audit.isEnabled {
      services.audit.record(event, status: response.status, started: started, identifier: Random.uuid())
    }
    return response
  }

  /// Authentication comes before everything else; then the page that asks, then the form of the request.
  private func answer(
    _ request: HTTPRequest, _ refusal: HTTPResponse?, _ event: inout AuditEvent
  ) async -> HTTPResponse {
    let caller: Caller
    do throws(AuthenticationFailure) {
      caller = try await snapshot.authenticator.authenticate(request.headers)
    } catch {
      return refused(error, &event)
    }
    event.caller = caller
    if let refusal { return refusal }
    guard snapshot.origins.admits(request.headers) else {
      return MCPResponse.error(.invalidRequest("Forbidden: this Origin or Host is not allowed"), status: 403)
    }
    switch request.method {
    case "POST": return await post(request, caller, &event)
    case "GET":
      let accepts = request.headers.values("Accept").joined(separator: ",")
      guard accepts.lowercased().contains("text/event-stream") else { return MCPResponse.notAcceptableStream }
      return MCPResponse.methodNotAllowed()
    case "DELETE":
      switch session(request, caller) {
      case .success(let session):
        snapshot.sessions.end(session)
        return HTTPResponse(status: 204)
      case .failure(let refusal): return refusal.response(nil)
      }
    default: return MCPResponse.methodNotAllowed()
    }
  }

  private func post(_ request: HTTPRequest, _ caller: Caller, _ event: inout AuditEvent) async -> HTTPResponse {
    guard request.mediaType == "application/json" else {
      return MCPResponse.error(
        .invalidRequest("Unsupported Media Type: Content-Type must be application/json"), status: 415)
    }
    let accepts = request.headers.values("Accept").joined(separator: ",")
    guard accepts.isEmpty || MediaType.accepts(accepts.lowercased(), "application/json") else {
      return MCPResponse.error(
        .invalidRequest("Not Acceptable: Client must accept both application/json and text/event-stream"), status: 406)
    }
    let message: JSONRPCMessage
    do throws(JSONRPCRejection) {
      message = try JSONRPCMessage(reading: request.body)
    } catch {
      event.errorCode = error.error.code
      return MCPResponse.error(error.error, id: error.id, status: 400)
    }
    switch message.body {
    case .request(let id, let method, let params):
      event.method = method
      let call = EndpointRequest(id: id, method: method, params: params, caller: caller)
      return await dispatch(call, request, &event)
    case .notification(let method, _):
      event.method = method
      return acknowledge(request, caller, &event)
    case .result, .error:
      return acknowledge(request, caller, &event)
    }
  }

  /// Notifications and responses: nothing that is sent to clients asks for one, so there is nothing to pass on.
  private func acknowledge(_ request: HTTPRequest, _ caller: Caller, _ event: inout AuditEvent) -> HTTPResponse {
    if let refusal = versionRefusal(request) { return refusal.response(nil) }
    switch session(request, caller) {
    case .success: return MCPResponse.accepted
    case .failure(let refusal):
      event.errorCode = refusal.error.code
      return refusal.response(nil)
    }
  }

  private func dispatch(
    _ call: EndpointRequest, _ request: HTTPRequest, _ event: inout AuditEvent
  ) async -> HTTPResponse {
    if call.method == MCPMethod.initialize { return initialize(call, &event) }
    if let refusal = versionRefusal(request) {
      event.errorCode = refusal.error.code
      return refusal.response(call.id)
    }
    // The gate stands before the session, so a denial says nothing of what else is wrong with the request.
    var toolCall: ToolCall?
    if call.method == MCPMethod.callTool {
      switch await gate(call, &event) {
      case .success(let admitted): toolCall = admitted
      case .failure(let refusal):
        event.errorCode = refusal.error.code
        return refusal.response(call.id)
      }
    }
    if case .failure(let refusal) = session(request, call.caller) {
      event.errorCode = refusal.error.code
      return refusal.response(call.id)
    }
    if let toolCall { return await forward(toolCall, call.id, &event) }
    switch call.method {
    case MCPMethod.ping: return MCPResponse.message(JSONRPCWriter.result(id: call.id, [:]))
    case MCPMethod.listTools: return await listTools(call, &event)
    default:
      let error = JSONRPCError.methodNotFound("\"\(call.method)\" is not supported by this gateway; it offers tools")
      event.errorCode = error.code
      return MCPResponse.error(error, id: call.id, status: 200)
    }
  }
}
