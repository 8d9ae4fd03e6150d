import MCP
import Synchronization

/// Who waits for what on the event stream of a backend that speaks MCP 2024-11-05.
final class SSEInbox: Sendable {
  typealias Result = Swift.Result<BackendAnswer, BackendFailure>

  /// Requests that wait at the same time.
  static let limit = 1024

  private struct State {
    var waiting: [JSONRPCID: AsyncStream<Result>.Continuation] = [:]
    var end: BackendFailure?
  }

  private let state = Mutex(State())

  /// Why the stream is over; `nil` while it is not.
  var end: BackendFailure? { state.withLock { $0.end } }

  /// - Returns: what yields the answer; `nil` when the stream is over or too many wait.
  func expect(_ id: JSONRPCID) -> AsyncStream<Result>? {
    let (stream, continuation) = AsyncStream<Result>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let isExpected = state.withLock { state in
      guard state.end == nil, state.waiting.count < Self.limit else { return false }
      state.waiting[id] = continuation
      return true
    }
    return isExpected ? stream : nil
  }

  func forget(_ id: JSONRPCID) { state.withLock { _ = $0.waiting.removeValue(forKey: id) } }

  func take(_ id: JSONRPCID, _ answer: BackendAnswer) {
    state.withLock { $0.waiting.removeValue(forKey: id) }?.yield(.success(answer))
  }

  /// The stream is over: no answer comes any more.
  func close(_ failure: BackendFailure) {
    let waiting = state.withLock { state in
      if state.end == nil { state.end = failure }
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.yield(.failure(failure)) }
  }
}
