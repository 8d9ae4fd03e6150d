import GatewayDocument
import HTTP
import HTTPEdge
import JSON
import Logging
import MCP
import Synchronization

@testable import Gateway

/// An MCP server of 2024-11-05: an event stream, and a place to post.
final class FakeSSEBackend: Sendable {
  private struct State {
    var streams: [String: AsyncStream<[UInt8]>.Continuation] = [:]
    var opened = 0
    var posted: [String] = []
    /// What the first event says; `nil` for its own.
    var endpoint: String?
    var isSilent = false
  }

  private let state = Mutex(State())
  private let server: Mutex<HTTPServer?> = Mutex(nil)

  var opened: Int { state.withLock { $0.opened } }
  var posted: [String] { state.withLock { $0.posted } }
  func announce(_ endpoint: String) { state.withLock { $0.endpoint = endpoint } }
  func fallSilent() { state.withLock { $0.isSilent = true } }

  /// Ends every stream, as a server that restarts.
  func drop() {
    let streams = state.withLock { state in
      defer { state.streams = [:] }
      return Array(state.streams.values)
    }
    for stream in streams { stream.finish() }
  }

  func start() async throws {
    let logger = Logger(label: "backend") { _ in SwiftLogNoOpLogHandler() }
    let started = try await HTTPServer.start(logger: logger) { [self] request, _ in respond(request) }
    server.withLock { $0 = started }
  }

  func stop() async {
    drop()
    await server.withLock { $0 }?.shutdown(within: .milliseconds(100))
  }

  func configuration(_ name: String, timeout: Int = 5) -> BackendConfiguration {
    var backend = BackendConfiguration()
    backend.name = name
    backend.url = "http://127.0.0.1:\(server.withLock { $0?.port ?? 0 })/sse"
    backend.transport = .sse
    backend.timeoutSeconds = timeout
    return backend
  }

  private func respond(_ request: HTTPRequest) -> HTTPResponse {
    guard request.method == "POST" else { return open() }
    guard let session = FormParameters(reading: request.query ?? "")?["session"],
      let stream = state.withLock({ $0.streams[session] })
    else { return .text("no such session\n", status: 404) }
    guard let message = try? JSONRPCMessage(reading: request.body) else { return .text("what?\n", status: 400) }
    switch message.body {
    case .request(let id, let method, _):
      state.withLock { $0.posted.append(method) }
      if !state.withLock({ $0.isSilent }) { answer(id, method, stream) }
    case .notification(let method, _): state.withLock { $0.posted.append(method) }
    case .result(let id, _), .error(let id?, _):
      state.withLock { $0.posted.append("reply " + String(decoding: id.bytes, as: UTF8.self)) }
    case .error(nil, _): break
    }
    return .text("Accepted", status: 202)
  }

  private func open() -> HTTPResponse {
    let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
    let endpoint = state.withLock { state in
      state.opened += 1
      state.streams["s\(state.opened)"] = continuation
      return state.endpoint ?? "/messages?session=s\(state.opened)"
    }
    continuation.yield(ServerSentEvent(name: "endpoint", data: Array(endpoint.utf8)).bytes)
    return HTTPResponse(status: 200, headers: ["Content-Type": "text/event-stream"], body: .stream(stream))
  }

  private func answer(_ id: JSONRPCID, _ method: String, _ stream: AsyncStream<[UInt8]>.Continuation) {
    func say(_ message: [UInt8]) { stream.yield(ServerSentEvent(data: message).bytes) }
    switch method {
    case MCPMethod.initialize:
      say(
        JSONRPCWriter.result(
          id: id,
          [
            "protocolVersion": "2024-11-05", "capabilities": ["tools": [:]],
            "serverInfo": ["name": "old", "version": "1"],
          ]))
    case MCPMethod.listTools:
      say(JSONRPCWriter.request(id: JSONRPCID(77), method: MCPMethod.ping, params: [UInt8]?.none))
      say(JSONRPCWriter.result(id: id, ["tools": [["name": "greet", "inputSchema": ["type": "object"]]]]))
    default: say(JSONRPCWriter.result(id: id, ["content": [["type": "text", "text": "hello"]]]))
    }
  }
}
