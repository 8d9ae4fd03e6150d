import GatewayDocument
import HTTP
import MCP
import Synchronization

/// One backend as the gateway knows it now. It outlives snapshots: a new document that leaves the backend as it is keeps
/// its session and its tools.
final class Backend: Sendable {
  private struct State {
    var session: BackendSession?
    var opening: Task<Result<BackendSession, BackendFailure>, Never>?
    var tools: [Tool] = []
    var health = BackendHealth()
  }

  let configuration: BackendConfiguration
  let url: HTTPURL
  /// Set once the first attempt to read the tools has ended, well or not.
  let firstAttempt = Latch()
  /// Grows with every change of the tools or of whether they are listed.
  let revision = Atomic<Int>(0)
  private let number = Atomic<Int>(1)
  private let state = Mutex(State())

  init(_ configuration: BackendConfiguration, url: HTTPURL) {
    self.configuration = configuration
    self.url = url
  }

  var name: String { configuration.name }
  var timeout: Duration { .seconds(configuration.timeoutSeconds) }
  var tools: [Tool] { state.withLock { $0.tools } }
  var health: BackendHealth { state.withLock { $0.health } }

  /// The protocol version of the session in force.
  var sessionVersion: String? { state.withLock { $0.session?.protocolVersion } }

  /// Identifies a request, or a session, among all of this backend's.
  func nextNumber() -> Int { number.wrappingAdd(1, ordering: .relaxed).oldValue }

  /// The session in force, or the result of opening one: whoever comes while one is being opened waits for it.
  func session(
    open: @escaping @Sendable (Int) -> Task<Result<BackendSession, BackendFailure>, Never>
  ) async throws(BackendFailure) -> BackendSession {
    enum Found {
      case session(BackendSession)
      case opening(Task<Result<BackendSession, BackendFailure>, Never>)
    }
    let found = state.withLock { state -> Found in
      if let session = state.session { return .session(session) }
      if let opening = state.opening { return .opening(opening) }
      let task = open(nextNumber())
      state.opening = task
      return .opening(task)
    }
    switch found {
    case .session(let session): return session
    case .opening(let task):
      let result = await task.value
      state.withLock { state in
        guard state.opening == task else { return }
        state.opening = nil
        state.session = try? result.get()
      }
      return try result.get()
    }
  }

  /// Forgets a session that the backend no longer knows; a newer one stays.
  func lost(_ session: BackendSession) {
    state.withLock { if $0.session?.number == session.number { $0.session = nil } }
  }

  func succeeded(_ tools: [Tool]) {
    let isChanged = state.withLock { state in
      let isSame = state.health.isListed && state.tools.map(\.text) == tools.map(\.text)
      state.tools = tools
      state.health.succeeded()
      return !isSame
    }
    if isChanged { revision.add(1, ordering: .releasing) }
    firstAttempt.open()
  }

  func failed(_ failure: BackendFailure) {
    let isChanged = state.withLock { state in
      let wasListed = state.health.isListed
      state.health.failed(failure.code)
      return wasListed != state.health.isListed
    }
    if isChanged { revision.add(1, ordering: .releasing) }
    firstAttempt.open()
  }
}
