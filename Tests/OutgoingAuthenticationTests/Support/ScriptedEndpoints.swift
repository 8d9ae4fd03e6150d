import HTTP
import JSON
import OAuth
import Synchronization

@testable import OutgoingAuthentication

/// Token endpoints without sockets: they answer as they are told, and remember what they were asked.
final class ScriptedEndpoints: UpstreamTransport {
  struct Asked: Sendable {
    let url: String
    let headers: HTTPHeaders
    let form: FormParameters
  }

  struct Down: Error {}

  private struct State {
    var answers: [String: (status: Int, body: String)] = [:]
    var asked: [Asked] = []
    var gate: AsyncStream<Void>?
  }

  private let state = Mutex(State())

  var asked: [Asked] { state.withLock { $0.asked } }

  func answer(_ url: String, _ body: String, status: Int = 200) {
    state.withLock { $0.answers[url] = (status, body) }
  }

  /// Until the stream ends, nobody gets an answer.
  func hold(until gate: AsyncStream<Void>) { state.withLock { $0.gate = gate } }

  func send(_ request: UpstreamRequest) async throws -> UpstreamResponse {
    let (answer, gate) = state.withLock { state in
      state.asked.append(
        Asked(
          url: request.url.description, headers: request.headers,
          form: FormParameters(reading: String(decoding: request.body, as: UTF8.self)) ?? FormParameters()))
      return (state.answers[request.url.description], state.gate)
    }
    if let gate { for await _ in gate {} }
    guard let answer else { throw Down() }
    return UpstreamResponse(status: answer.status, body: Array(answer.body.utf8))
  }
}
