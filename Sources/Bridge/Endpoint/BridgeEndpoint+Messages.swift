import HTTP
import JSON
import MCP

extension BridgeEndpoint {
  /// Streamable HTTP: one message.
  func post(_ request: HTTPRequest) async -> HTTPResponse {
    guard request.mediaType == "application/json" else {
      return Self.refusal(415, .invalidRequest("Content-Type must be application/json"))
    }
    let message: JSONRPCMessage
    do throws(JSONRPCRejection) {
      message = try JSONRPCMessage(reading: request.body)
    } catch {
      return Self.refusal(400, error.error, id: error.id)
    }
    if case .request(let id, MCPMethod.initialize, _) = message.body { return await initialize(id) }
    let session: BridgeSession
    switch self.session(request) {
    case .success(let found): session = found
    case .failure(let refusal): return refusal.response
    }
    guard case .request(let id, let method, let params) = message.body else {
      take(message, session)
      return HTTPResponse(status: 202)
    }
    let accept = request.headers["Accept"] ?? "*/*"
    guard wantsProgress(params), MediaType.accepts(accept, "text/event-stream") else {
      return Self.json(await answer(id, method, params, session))
    }
    return Self.events(streamed(id, method, params, session))
  }

  /// The server was initialized once, for everybody. Before it is promised to one more client, it has to show that it
  /// is alive.
  private func initialize(_ id: JSONRPCID) async -> HTTPResponse {
    let result: [UInt8]
    do throws(BridgeFailure) {
      result = try await initialized()
    } catch {
      return Self.refusal(503, error.error, id: id)
    }
    let session = sessions.open(generation: server.generation)
    return Self.json(JSONRPCWriter.result(id: id, result), headers: [MCPHeader.sessionID: session.id])
  }

  func initialized() async throws(BridgeFailure) -> [UInt8] {
    let text = try server.initialized.get().text
    try await server.ping()
    return text
  }

  /// What is no request.
  func take(_ message: JSONRPCMessage, _ session: BridgeSession) {
    // Nothing was asked of clients, so there is nothing that they could answer.
    guard case .notification(let method, let params) = message.body else { return }
    switch method {
    case "notifications/cancelled":
      guard let text = params?["requestId"], let id = JSONRPCID(text) else { return }
      server.cancel(PendingRequest.Origin(session: session.id, id: id))
    // The server was told so already, and of roots it was told that there are none.
    case MCPMethod.initialized, "notifications/roots/list_changed": break
    default: server.notify(method, params: params.map { Array($0.text) })
    }
  }

  /// The server's answer as a message to the client.
  func answer(
    _ id: JSONRPCID, _ method: String, _ params: JSONMembers?, _ session: BridgeSession,
    progress: PendingRequest.Progress? = nil
  ) async -> [UInt8] {
    let origin = PendingRequest.Origin(session: session.id, id: id)
    do throws(BridgeFailure) {
      let answer = try await server.request(
        method, params.map { Array($0.text) }, origin: origin, progress: progress,
        timeout: server.limits.requestTimeout)
      switch answer {
      case .result(let text): return JSONRPCWriter.result(id: id, text)
      case .error(let text): return JSONRPCWriter.error(id: id, text)
      }
    } catch {
      return JSONRPCWriter.error(id: id, error.error)
    }
  }

  func progressToken(_ params: JSONMembers?) -> [UInt8]? {
    guard let meta = params?["_meta"], let members = try? JSONMembers(scanning: meta) else { return nil }
    return members["progressToken"].map { Array($0) }
  }

  private func wantsProgress(_ params: JSONMembers?) -> Bool { progressToken(params) != nil }

  /// An event stream of what is said about a request, its answer last. When the client goes, so does the request.
  private func streamed(
    _ id: JSONRPCID, _ method: String, _ params: JSONMembers?, _ session: BridgeSession
  ) -> AsyncStream<[UInt8]> {
    let (stream, events) = AsyncStream<[UInt8]>.makeStream(
      bufferingPolicy: .bufferingNewest(server.limits.streamMessages))
    let progress = progressToken(params).map { token in
      PendingRequest.Progress(token: token) { events.yield(ServerSentEvent(data: $0).bytes) }
    }
    let work = Task {
      let answer = await answer(id, method, params, session, progress: progress)
      events.yield(ServerSentEvent(data: answer).bytes)
      events.finish()
    }
    events.onTermination = { reason in
      if case .cancelled = reason { work.cancel() }
    }
    return stream
  }
}
