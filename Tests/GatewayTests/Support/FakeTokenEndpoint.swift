import HTTP
import HTTPEdge
import JSON
import Logging
import Synchronization

/// A token endpoint over a real socket. It gives each subject token a token of its own: `at-1`, `at-2` and so on.
final class FakeTokenEndpoint: Sendable {
  private struct State {
    var issued: [String: String] = [:]
    var asked: [FormParameters] = []
    var isDown = false
    var round = 0
  }

  private let state = Mutex(State())
  private let server: Mutex<HTTPServer?> = Mutex(nil)

  func start() async throws {
    var logger = Logger(label: "token endpoint")
    logger.logLevel = .critical
    let started = try await HTTPServer.start(logger: logger) { [self] request, _ in respond(request) }
    server.withLock { $0 = started }
  }

  func stop() async { await server.withLock { $0 }?.shutdown(within: .zero) }

  var url: String { "http://127.0.0.1:\(server.withLock { $0?.port } ?? 1)/token" }
  var asked: [FormParameters] { state.withLock { $0.asked } }
  func goDown() { state.withLock { $0.isDown = true } }
  /// From now on everybody gets another token.
  func turn() {
    state.withLock { state in
      state.round += 1
      state.issued = [:]
    }
  }

  private func respond(_ request: HTTPRequest) -> HTTPResponse {
    let form = FormParameters(reading: String(decoding: request.body, as: UTF8.self)) ?? FormParameters()
    return state.withLock { state in
      state.asked.append(form)
      if state.isDown { return HTTPResponse(status: 503) }
      let subject = form["subject_token"] ?? ""
      let prefix = state.round == 0 ? "at-" : "at-\(state.round)-"
      let token = state.issued[subject] ?? prefix + "\(state.issued.count + 1)"
      state.issued[subject] = token
      return .json([
        "access_token": .string(token), "token_type": "Bearer", "expires_in": 3600,
        "issued_token_type": "urn:ietf:params:oauth:token-type:access_token",
      ])
    }
  }
}
