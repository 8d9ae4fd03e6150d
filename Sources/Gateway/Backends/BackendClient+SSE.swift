import HTTP
import HTTPEdge
import JSON
import MCP

/// HTTP with SSE (MCP 2024-11-05): one event stream for all answers, whose first event says where messages are posted.
extension BackendClient {
  /// - Throws: also when the stream does not begin in time with an endpoint of its own origin.
  func openStream(_ timeout: Duration) async throws(BackendFailure) -> SSEStream {
    let response = try await send("GET", backend.url, ["Accept": "text/event-stream"], [], timeout)
    try check(response.status)
    guard response.mediaType == "text/event-stream" else {
      throw failure(.invalidAnswer, "content type \"\(response.mediaType?.prefix(64) ?? "")\" of the event stream")
    }
    let inbox = SSEInbox()
    let (endpoints, found) = AsyncStream<HTTPURL>.makeStream(bufferingPolicy: .bufferingOldest(1))
    // The reader lives as long as its stream: were it to hold the session's slot, both would live for ever.
    let reader = BackendClient(
      backend: backend, audience: BackendAudience(slot: SessionSlot(), caller: audience.caller), http: http,
      identity: identity, logger: logger)
    let reading = Task {
      do throws(BackendFailure) {
        try await reader.read(response, inbox) { found.yield($0) }
        inbox.close(failure(.unreachable, "the event stream ended"))
      } catch {
        inbox.close(error)
      }
      found.finish()
    }
    let late = failure(.timedOut, "the event stream named no endpoint")
    let endpoint = await Deadline.first(of: endpoints, within: timeout)
    guard let endpoint else {
      reading.cancel()
      throw inbox.end ?? late
    }
    return SSEStream(endpoint: endpoint, inbox: inbox, reading: reading)
  }

  /// Sends a request on a stream and waits for its answer there.
  func exchange(
    _ message: [UInt8], id: JSONRPCID, on stream: SSEStream, _ timeout: Duration
  ) async throws(BackendFailure) -> BackendAnswer {
    guard let answers = stream.inbox.expect(id) else {
      // Nothing was sent yet: it may be sent on another stream.
      throw failure(.sessionLost, stream.inbox.end?.detail ?? "too many requests wait")
    }
    defer { stream.inbox.forget(id) }
    return try await Deadline.within(timeout, else: failure(.timedOut, "no answer on the event stream")) {
      () async throws(BackendFailure) in
      try await post(message, to: stream.endpoint, timeout)
      for await answer in answers { return try answer.get() }
      throw failure(.timedOut, "cancelled")
    }
  }

  /// Messages are only accepted here; what becomes of them is said on the stream.
  func post(_ message: [UInt8], to endpoint: HTTPURL, _ timeout: Duration) async throws(BackendFailure) {
    let response = try await send("POST", endpoint, ["Content-Type": "application/json"], message, timeout)
    if response.status == 404 { throw failure(.sessionLost, "status 404") }
    try check(response.status)
    _ = try await collect(response, limit: 1 << 16)
  }

  private func check(_ status: Int) throws(BackendFailure) {
    switch status {
    case 200..<300: break
    case 401, 403: throw failure(.unauthorized, "status \(status)")
    default: throw failure(.refused, "status \(status)")
    }
  }

  private func read(
    _ response: HTTPClientResponse, _ inbox: SSEInbox, found: (HTTPURL) -> Void
  ) async throws(BackendFailure) {
    var parser = ServerSentEventParser(limit: Self.answerLimit)
    var endpoint: HTTPURL?
    do {
      for try await bytes in response.body {
        for event in try parser.feed(bytes) {
          if let endpoint {
            if event.name == "message" { await take(event.data, inbox, endpoint) }
          } else {
            let url = try self.endpoint(event)
            endpoint = url
            found(url)
          }
        }
      }
    } catch let error as BackendFailure {
      throw error
    } catch let error as ServerSentEventParser.Failure {
      throw failure(.tooLarge, "\(error)")
    } catch {
      throw failure(error)
    }
  }

  private func endpoint(_ event: ServerSentEvent) throws(BackendFailure) -> HTTPURL {
    guard event.name == "endpoint",
      let text = SSEEndpoint.url(String(decoding: event.data, as: UTF8.self), base: backend.url.description),
      let url = HTTPURL(text), url.scheme == backend.url.scheme, url.host == backend.url.host, url.userInfo == nil,
      url.effectivePort == backend.url.effectivePort
    else { throw failure(.invalidAnswer, "the event stream does not begin with an endpoint of its own origin") }
    return url
  }

  private func take(_ data: [UInt8], _ inbox: SSEInbox, _ endpoint: HTTPURL) async {
    guard let message = try? JSONRPCMessage(reading: data) else {
      return logger.debug("a message on the event stream is not JSON-RPC", metadata: ["backend": "\(backend.name)"])
    }
    switch message.body {
    case .result(let id, let text): inbox.take(id, .result(text))
    case .error(let id?, let text): inbox.take(id, .error(text))
    case .request(let id, let method, _):
      // The stream is read on meanwhile by nobody: a backend that does not take the reply waits for itself.
      try? await post(Self.reply(id, method), to: endpoint, .seconds(5))
    case .error(nil, _), .notification: break
    }
  }

  /// A backend may ping; anything else it was told that it cannot ask, and is told again rather than left waiting.
  static func reply(_ id: JSONRPCID, _ method: String) -> [UInt8] {
    method == MCPMethod.ping
      ? JSONRPCWriter.result(id: id, [:])
      : JSONRPCWriter.error(id: id, .methodNotFound("the gateway does not support \"\(method.prefix(64))\""))
  }
}
