import HTTP
import HTTPEdge
import JSON
import Logging
import Synchronization

@testable import Gateway

/// An MCP backend over a real socket, that behaves as it is told.
final class FakeBackend: Sendable {
  enum Behaviour: Sendable {
    case json
    /// Answers as an event stream, with a notification and a ping before the answer.
    case events
    /// Never answers a call.
    case silent
    /// Answers a call once the latch is open.
    case held(Latch)
    /// Answers a call with a head and the start of a body, and then with nothing more.
    case stalls(contentType: String)
    /// Answers a call with an event stream of comments that never ends.
    case chatters
    /// Answers a call with a body of more bytes than the gateway takes.
    case overflows(contentType: String)
    /// Answers calls with this.
    case answers(status: Int, contentType: String, body: String)
  }

  struct Seen: Sendable {
    let method: String
    let message: JSONValue
    let headers: HTTPHeaders
    let body: String
  }

  private struct State {
    var behaviour = Behaviour.json
    var tools: [String]
    var seen: [Seen] = []
    var sessions = 0
    var forgetsSession = false
    /// Until it is opened, tools/list is not answered.
    var listGate: Latch?
  }

  let name: String
  private let state: Mutex<State>
  private let server: Mutex<HTTPServer?> = Mutex(nil)

  init(_ name: String, tools: [String]) {
    self.name = name
    state = Mutex(State(tools: tools))
  }

  func start() async throws {
    var logger = Logger(label: "backend")
    logger.logLevel = .critical
    let started = try await HTTPServer.start(logger: logger) { [self] request, _ in await respond(request) }
    server.withLock { $0 = started }
  }

  func stop() async {
    let running = server.withLock { $0 }
    server.withLock { $0 = nil }
    await running?.shutdown(within: .zero)
  }

  var url: String { "http://127.0.0.1:\(server.withLock { $0?.port } ?? 1)/mcp" }
  var seen: [Seen] { state.withLock { $0.seen } }
  func calls() -> [Seen] { seen.filter { $0.message["method"] == "tools/call" } }
  func behave(_ behaviour: Behaviour) { state.withLock { $0.behaviour = behaviour } }
  func offer(_ tools: [String]) { state.withLock { $0.tools = tools } }
  func forgetSession() { state.withLock { $0.forgetsSession = true } }
  func holdLists(until gate: Latch) { state.withLock { $0.listGate = gate } }

  private func respond(_ request: HTTPRequest) async -> HTTPResponse {
    guard let message = try? JSONValue(reading: request.body) else { return HTTPResponse(status: 400) }
    let method = message["method"]?.stringValue ?? ""
    let behaviour = state.withLock { state in
      state.seen.append(
        Seen(
          method: method, message: message, headers: request.headers,
          body: String(decoding: request.body, as: UTF8.self)))
      return state.behaviour
    }
    guard let id = message["id"], message["method"] != nil else { return HTTPResponse(status: 202) }
    if method == "initialize" { return initialize(id) }
    let isKnown = state.withLock { state in
      if state.forgetsSession {
        state.forgetsSession = false
        return false
      }
      return request.headers["Mcp-Session-Id"] == "session-\(state.sessions)"
    }
    guard isKnown else { return HTTPResponse(status: 404) }
    if method == "tools/list" { return await list(id) }
    return await call(id, message, behaviour)
  }

  private func initialize(_ id: JSONValue) -> HTTPResponse {
    let number = state.withLock { state in
      state.sessions += 1
      return state.sessions
    }
    var response = HTTPResponse.json([
      "jsonrpc": "2.0", "id": id,
      "result": [
        "protocolVersion": "2025-11-25", "capabilities": ["tools": [:]],
        "serverInfo": ["name": .string(name), "version": "1"],
      ],
    ])
    response.headers["Mcp-Session-Id"] = "session-\(number)"
    return response
  }

  private func list(_ id: JSONValue) async -> HTTPResponse {
    let (tools, gate) = state.withLock { ($0.tools, $0.listGate) }
    await gate?.wait()
    return .json([
      "jsonrpc": "2.0", "id": id,
      "result": [
        "tools": .array(
          tools.map {
            ["name": .string($0), "description": .string("\(name)'s \($0)"), "inputSchema": ["type": "object"]]
          })
      ],
    ])
  }

  private func call(_ id: JSONValue, _ message: JSONValue, _ behaviour: Behaviour) async -> HTTPResponse {
    let text = "\(name) did \(message[path: "params", "name"]?.stringValue ?? "?")"
    let answer: JSONValue = [
      "jsonrpc": "2.0", "id": id,
      "result": [
        "content": [["type": "text", "text": .string(text)]],
        "structuredContent": message[path: "params", "arguments"] ?? [:],
      ],
    ]
    switch behaviour {
    case .json: return .json(answer)
    case .events:
      let events = [
        ": keep-alive\n\n",
        "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}\n\n",
        "data: {\"jsonrpc\":\"2.0\",\"id\":\"p1\",\"method\":\"ping\"}\n\n", "data: \(answer.text())\n\n",
      ].joined()
      return HTTPResponse(
        status: 200, headers: ["Content-Type": "text/event-stream"], body: .bytes(Array(events.utf8)))
    case .held(let latch):
      await latch.wait()
      return .json(answer)
    case .silent:
      try? await Task.sleep(for: .seconds(3600))
      return HTTPResponse(status: 500)
    case .stalls(let contentType):
      let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
      continuation.yield(Array((contentType == "application/json" ? "{" : "data: {").utf8))
      return HTTPResponse(status: 200, headers: ["Content-Type": contentType], body: .stream(stream))
    case .chatters:
      let comments = AsyncStream<[UInt8]> {
        guard (try? await Task.sleep(for: .milliseconds(20))) != nil else { return nil }
        return Array(": still here\n\n".utf8)
      }
      return HTTPResponse(status: 200, headers: ["Content-Type": "text/event-stream"], body: .stream(comments))
    case .overflows(let contentType):
      let body = [UInt8](repeating: UInt8(ascii: " "), count: BackendClient.answerLimit + 1)
      return HTTPResponse(status: 200, headers: ["Content-Type": contentType], body: .bytes(body))
    case .answers(let status, let contentType, let body):
      return HTTPResponse(status: status, headers: ["Content-Type": contentType], body: .bytes(Array(body.utf8)))
    }
  }
}
