import JSON
import Kubernetes
import Logging
import MCP
import Synchronization

/// One MCP server on standard input and output that many clients share.
final class StdioServer: Sendable {
  let limits: StdioLimits
  let logger: Logger
  private let transport: any StdioTransport
  private let identity: Implementation
  private let backoff: Backoff
  private let state: Mutex<StdioState>
  /// Told of the server's notifications that are no request's.
  private let broadcast: @Sendable ([UInt8]) -> Void

  init(
    _ transport: any StdioTransport, identity: Implementation, limits: StdioLimits = StdioLimits(),
    backoff: Backoff = Backoff(initial: .milliseconds(500), cap: .seconds(10)), logger: Logger,
    broadcast: @escaping @Sendable ([UInt8]) -> Void
  ) {
    self.transport = transport
    self.identity = identity
    self.limits = limits
    self.backoff = backoff
    self.logger = logger
    self.broadcast = broadcast
    state = Mutex(StdioState(firstID: Int.random(in: 1...1_000_000_000), limit: limits.requests))
  }

  /// Keeps the server running until the task is cancelled.
  func run() async {
    var backoff = backoff
    while !Task.isCancelled {
      let start = ContinuousClock.now
      let reason = await serve()
      for request in state.withLock({ $0.lose(reason) }) { request.finish(.failure(.notRunning(reason))) }
      if start.duration(to: .now) > .seconds(30) { backoff.reset() }
      let wait = backoff.next()
      guard !Task.isCancelled else { return }
      logger.warning("the MCP server is gone", metadata: ["reason": "\(reason)", "retryAfter": "\(wait)"])
      try? await Task.sleep(for: wait)
    }
  }

  /// - Returns: why it ended.
  private func serve() async -> String {
    let connection: any StdioConnection
    do {
      connection = try await transport.connect { [weak self] line in self?.receive(line) }
    } catch {
      return "\(error)"
    }
    return await withTaskCancellationHandler {
      state.withLock { $0.connection = connection }
      let ended = Task { await connection.ended() }
      do throws(BridgeFailure) {
        try await initialize()
      } catch {
        connection.close()
        let reason = await ended.value
        return error == .timedOut ? "it did not answer initialize in time" : reason
      }
      return await ended.value
    } onCancel: {
      connection.close()
    }
  }

  private func initialize() async throws(BridgeFailure) {
    let params = InitializeRequest(protocolVersion: .latest, clientInfo: identity).json.bytes()
    let answer = try await request(MCPMethod.initialize, params, timeout: transport.handshakeTimeout)
    guard case .result(let text) = answer, let result = InitializeResult(reading: text) else {
      throw .notRunning("it answers initialize with an error")
    }
    notify(MCPMethod.initialized, params: nil)
    state.withLock { $0.phase = .ready(initialized: Array(text), revision: result.protocolVersion) }
    logger.info(
      "the MCP server answers",
      metadata: ["server": "\(result.serverInfo.name.prefix(64))", "revision": "\(result.protocolVersion)"])
  }

  /// The server's answer to `initialize`, or why there is none.
  var initialized: Result<(text: [UInt8], revision: String), BridgeFailure> {
    state.withLock { state in
      switch state.phase {
      case .ready(let text, let revision): .success((text, revision))
      case .starting(let reason): .failure(.notRunning(reason))
      }
    }
  }

  /// Which start of the server this is.
  var generation: Int { state.withLock { $0.generation } }

  /// Whether it answers now, be it with an error.
  func ping() async throws(BridgeFailure) {
    _ = try await request(MCPMethod.ping, nil, timeout: limits.pingTimeout)
  }

  /// Sends a request and waits for its answer. When the task is cancelled, the server is told.
  func request(
    _ method: String, _ params: [UInt8]?, origin: PendingRequest.Origin? = nil,
    progress: PendingRequest.Progress? = nil, timeout: Duration
  ) async throws(BridgeFailure) -> PendingRequest.Answer {
    let ticket = RequestTicket()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation {
        (continuation: CheckedContinuation<Result<PendingRequest.Answer, BridgeFailure>, Never>) in
        let request = PendingRequest(origin: origin, progress: progress) { result in
          ticket.close()
          continuation.resume(returning: result)
        }
        let (id, connection) = state.withLock { state in
          (
            state.connection == nil ? nil : state.add(request, isHandshake: method == MCPMethod.initialize),
            state.connection
          )
        }
        guard let connection else { return request.finish(.failure(.notRunning("it is not running"))) }
        guard let id else { return request.finish(.failure(.busy)) }
        ticket.open(
          id,
          expiry: Task { [weak self] in
            guard (try? await Task.sleep(for: timeout)) != nil else { return }
            self?.giveUp(id, .timedOut)
          })
        let text = Self.params(params, progressToken: id, progress)
        connection.send(JSONRPCWriter.request(id: JSONRPCID(id), method: method, params: text))
        if Task.isCancelled { giveUp(id, .cancelled) }
      }
    } onCancel: {
      if let id = ticket.id { giveUp(id, .cancelled) }
    }
    return try result.get()
  }

  func notify(_ method: String, params: [UInt8]?) {
    state.withLock { $0.connection }?.send(JSONRPCWriter.notification(method: method, params: params))
  }

  /// A client does not want an answer any more.
  func cancel(_ origin: PendingRequest.Origin) {
    if let id = state.withLock({ $0.id(of: origin) }) { giveUp(id, .cancelled) }
  }

  /// Lets a request go, and tells the server so. `initialize` must not be cancelled (MCP, "Cancellation").
  private func giveUp(_ id: Int, _ failure: BridgeFailure) {
    guard let request = state.withLock({ $0.take(id) }) else { return }
    if request.origin != nil {
      notify("notifications/cancelled", params: JSONValue.object(["requestId": .int(id)]).bytes())
    }
    request.finish(.failure(failure))
  }

  /// The params with the bridge's token for progress in place of the client's.
  private static func params(
    _ params: [UInt8]?, progressToken: Int, _ progress: PendingRequest.Progress?
  ) -> [UInt8]? {
    guard progress != nil, let params, let members = try? JSONMembers(scanning: params[...]),
      let meta = members["_meta"], var value = try? JSONValue(reading: meta)
    else { return params }
    value["progressToken"] = .int(progressToken)
    return Array(params[..<meta.startIndex]) + value.bytes() + params[meta.endIndex...]
  }

  private func receive(_ line: [UInt8]) {
    guard line.contains(where: { $0 > 0x20 }) else { return }
    guard let message = try? JSONRPCMessage(reading: line) else {
      // Servers that write their logs to standard output are common; what they write may be anything.
      logger.warning("the MCP server wrote a line that is no message", metadata: ["bytes": "\(line.count)"])
      return
    }
    switch message.body {
    case .result(let id, let text): answer(id, .result(text))
    case .error(let id?, let text): answer(id, .error(text))
    case .error(nil, _): logger.warning("the MCP server sent an error without an id")
    case .request(let id, let method, _): reply(id, method)
    case .notification(let method, let params): notified(method, params, line)
    }
  }

  private func answer(_ id: JSONRPCID, _ answer: PendingRequest.Answer) {
    guard let number = Int(String(decoding: id.bytes, as: UTF8.self)),
      let request = state.withLock({ $0.answered(number) })
    else { return logger.debug("the MCP server answered a request that nobody waits for") }
    request.finish(.success(answer))
  }

  /// The server may ping. What else it could ask it was told that it cannot, as no client's capabilities reach it.
  private func reply(_ id: JSONRPCID, _ method: String) {
    let message =
      method == MCPMethod.ping
      ? JSONRPCWriter.result(id: id, [:])
      : JSONRPCWriter.error(
        id: id, .methodNotFound("\"\(method.prefix(64))\" cannot be asked of clients behind vmcp bridge"))
    state.withLock { $0.connection }?.send(message)
  }

  private func notified(_ method: String, _ params: JSONMembers?, _ line: [UInt8]) {
    guard method == "notifications/progress" else {
      if method != "notifications/cancelled" { broadcast(line) }
      return
    }
    guard let params, let token = params["progressToken"],
      let id = Int(String(decoding: token, as: UTF8.self)), let progress = state.withLock({ $0.progress(id) })
    else { return }
    let text = Array(params.text[..<token.startIndex]) + progress.token + params.text[token.endIndex...]
    progress.tell(JSONRPCWriter.notification(method: method, params: text))
  }
}
