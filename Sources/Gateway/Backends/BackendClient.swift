import GatewayDocument
import HTTP
import HTTPEdge
import JSON
import Logging
import MCP

/// Speaks MCP to one backend, over Streamable HTTP or over HTTP with SSE.
struct BackendClient: Sendable {
  /// The largest message that is taken from a backend.
  static let answerLimit = 16 << 20
  /// How long opening a session may take.
  static let openTimeout = Duration.seconds(10)

  let backend: Backend
  let audience: BackendAudience
  let http: HTTPClientGroup
  let identity: Implementation
  let logger: Logger

  /// Sends a request in the audience's session and waits for its answer. A backend that refuses a credential did not
  /// look at the request: where the credential had been kept for a while, another one is obtained, once.
  /// - Parameter params: JSON text.
  func call(_ method: String, params: [UInt8]?, timeout: Duration) async throws(BackendFailure) -> BackendAnswer {
    let started = backend.authenticator.now
    do throws(BackendFailure) {
      return try await callInSession(method, params, timeout)
    } catch {
      guard error.code == .unauthorized,
        await backend.authenticator.forget(audience.caller, obtainedBefore: started)
      else { throw error }
      logger.info("backend refused a credential that was kept", metadata: ["backend": "\(backend.name)"])
    }
    return try await callInSession(method, params, timeout)
  }

  /// Where the backend has forgotten the session, it did not look at the request either: a new session is opened, once,
  /// and the request sent again.
  private func callInSession(
    _ method: String, _ params: [UInt8]?, _ timeout: Duration
  ) async throws(BackendFailure) -> BackendAnswer {
    let first = try await session()
    do throws(BackendFailure) {
      return try await exchange(method, params, first, timeout)
    } catch {
      guard error.code == .sessionLost else { throw error }
      audience.slot.lost(first)
      logger.info("backend session lost", metadata: ["backend": "\(backend.name)"])
    }
    return try await exchange(method, params, try await session(), timeout)
  }

  func session() async throws(BackendFailure) -> BackendSession {
    let opener = opener
    return try await audience.slot.session {
      Task {
        do throws(BackendFailure) {
          return .success(try await opener.open(backend.nextNumber()))
        } catch {
          return .failure(error)
        }
      }
    }
  }

  /// A session that everybody shares is opened with nothing of whoever comes first.
  private var opener: BackendClient {
    guard audience.caller == nil else { return self }
    return BackendClient(
      backend: backend, audience: BackendAudience(slot: audience.slot), http: http, identity: identity, logger: logger)
  }

  private func open(_ number: Int) async throws(BackendFailure) -> BackendSession {
    let request = InitializeRequest(protocolVersion: .latest, clientInfo: identity)
    let timeout = min(backend.timeout, Self.openTimeout)
    let message = JSONRPCWriter.request(
      id: JSONRPCID(number), method: MCPMethod.initialize, params: request.json.bytes())
    var stream: SSEStream?
    var id: String?
    let answer: BackendAnswer
    if backend.configuration.transport == .sse {
      let opened = try await openStream(timeout)
      stream = opened
      answer = try await exchange(message, id: JSONRPCID(number), on: opened, timeout)
    } else {
      let response = try await post(message, session: nil, timeout: timeout)
      answer = try await BackendAnswerReader(client: self, session: nil, timeout: timeout)
        .read(response, id: JSONRPCID(number))
      id = response.headers[MCPHeader.sessionID]
    }
    guard case .result(let text) = answer, let result = InitializeResult(reading: text) else {
      throw failure(.invalidAnswer, "initialize was answered with an error or with something else")
    }
    guard
      ProtocolVersion(rawValue: result.protocolVersion) != nil || Self.olderVersions.contains(result.protocolVersion)
    else { throw failure(.invalidAnswer, "it speaks protocol version \"\(result.protocolVersion)\"") }
    guard id.map(Self.isSessionID) ?? true else { throw failure(.invalidAnswer, "its session id is not visible ASCII") }
    let session = BackendSession(
      id: id, protocolVersion: result.protocolVersion, hasTools: result.capabilities["tools"] != nil, stream: stream,
      number: number)
    try await notify(MCPMethod.initialized, session, timeout)
    return session
  }

  /// Revisions whose messages are the same for all that is asked here.
  private static let olderVersions: Set<String> = ["2025-03-26", "2024-11-05"]

  private static func isSessionID(_ id: String) -> Bool {
    (1...1024).contains(id.utf8.count) && id.utf8.allSatisfy { 0x21...0x7E ~= $0 }
  }

  func notify(_ method: String, _ session: BackendSession?, _ timeout: Duration) async throws(BackendFailure) {
    let message = JSONRPCWriter.notification(method: method, params: [UInt8]?.none)
    if let stream = session?.stream { return try await post(message, to: stream.endpoint, timeout) }
    let response = try await post(message, session: session, timeout: timeout)
    guard 200..<300 ~= response.status else {
      throw failure(.refused, "\(method) was answered with status \(response.status)")
    }
    _ = try await collect(response, limit: 1 << 16)
  }

  private func exchange(
    _ method: String, _ params: [UInt8]?, _ session: BackendSession, _ timeout: Duration
  ) async throws(BackendFailure) -> BackendAnswer {
    let id = JSONRPCID(backend.nextNumber())
    let message = JSONRPCWriter.request(id: id, method: method, params: params)
    if let stream = session.stream { return try await exchange(message, id: id, on: stream, timeout) }
    let response = try await post(
      message, session: session, timeout: timeout,
      isReplayable: method == MCPMethod.listTools)
    return try await BackendAnswerReader(client: self, session: session, timeout: timeout).read(response, id: id)
  }

  func post(
    _ message: [UInt8], session: BackendSession?, timeout: Duration, isReplayable: Bool = false
  ) async throws(BackendFailure) -> HTTPClientResponse {
    var headers: HTTPHeaders = [
      "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
    ]
    headers[MCPHeader.sessionID] = session?.id
    headers[MCPHeader.protocolVersion] = session?.protocolVersion
    return try await send("POST", backend.url, headers, message, timeout, isReplayable: isReplayable)
  }

  func collect(_ response: HTTPClientResponse, limit: Int = answerLimit) async throws(BackendFailure) -> [UInt8] {
    do {
      return try await response.collect(upTo: limit)
    } catch {
      throw failure(error)
    }
  }
}
