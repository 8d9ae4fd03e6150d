import HTTP
import HTTPEdge
import JSON
import Logging
import Synchronization

@testable import Gateway

/// An MCP backend that knows its people: each has sessions and tools of their own, by the token that they come with.
/// What comes with somebody else's session is noted as a mix-up.
final class FakePersonalBackend: Sendable {
  struct Seen: Sendable {
    let method: String
    let credential: String?
    let headers: HTTPHeaders
  }

  private struct State {
    var owners: [String: String] = [:]
    var seen: [Seen] = []
    var mixUps = 0
    var refused: Set<String> = []
  }

  let name: String
  private let tools: @Sendable (String) -> [String]?
  private let state = Mutex(State())
  private let server: Mutex<HTTPServer?> = Mutex(nil)

  /// - Parameter tools: by the value of `Authorization`.
  convenience init(_ name: String, tools: [String: [String]]) { self.init(name) { tools[$0] } }

  /// - Parameter tools: of the value of `Authorization`; `nil` for one that is not let in.
  init(_ name: String, tools: @escaping @Sendable (String) -> [String]?) {
    self.name = name
    self.tools = tools
  }

  func start() async throws {
    var logger = Logger(label: "backend")
    logger.logLevel = .critical
    let started = try await HTTPServer.start(logger: logger) { [self] request, _ in respond(request) }
    server.withLock { $0 = started }
  }

  func stop() async { await server.withLock { $0 }?.shutdown(within: .zero) }

  var url: String { "http://127.0.0.1:\(server.withLock { $0?.port } ?? 1)/mcp" }
  var seen: [Seen] { state.withLock { $0.seen } }
  var mixUps: Int { state.withLock { $0.mixUps } }
  func refuse(_ credential: String) { _ = state.withLock { $0.refused.insert(credential) } }

  private func respond(_ request: HTTPRequest) -> HTTPResponse {
    let message = (try? JSONValue(reading: request.body)) ?? .null
    let method = message["method"]?.stringValue ?? ""
    let credential = request.headers["Authorization"]
    return state.withLock { state in
      state.seen.append(Seen(method: method, credential: credential, headers: request.headers))
      guard let credential, let tools = tools(credential), !state.refused.contains(credential) else {
        return HTTPResponse(status: 401)
      }
      if method == "initialize" {
        let id = "s-\(state.owners.count)"
        state.owners[id] = credential
        return answer(
          message,
          [
            "protocolVersion": "2025-11-25", "capabilities": ["tools": [:]],
            "serverInfo": ["name": .string(name), "version": "1"],
          ], session: id)
      }
      guard let session = request.headers["Mcp-Session-Id"], let owner = state.owners[session] else {
        return HTTPResponse(status: 404)
      }
      if owner != credential { state.mixUps += 1 }
      guard message["id"] != nil else { return HTTPResponse(status: 202) }
      if method == "tools/list" {
        return answer(
          message,
          ["tools": .array(tools.map { ["name": .string($0), "inputSchema": ["type": "object"]] })])
      }
      return answer(message, ["content": [["type": "text", "text": .string("for \(credential)")]]])
    }
  }

  private func answer(_ message: JSONValue, _ result: JSONValue, session: String? = nil) -> HTTPResponse {
    var response = HTTPResponse.json(["jsonrpc": "2.0", "id": message["id"] ?? .null, "result": result])
    response.headers["Mcp-Session-Id"] = session
    return response
  }
}
