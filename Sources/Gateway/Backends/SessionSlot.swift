import Synchronization

/// The session that somebody has with a backend: the gateway itself, for everybody, or one person.
final class SessionSlot: Sendable {
  private struct State {
    var session: BackendSession?
    var opening: Task<Result<BackendSession, BackendFailure>, Never>?
  }

  private let state = Mutex(State())

  /// The session in force; `nil` while there is none.
  var session: BackendSession? { state.withLock { $0.session } }

  /// The session in force, or the result of opening one: whoever comes while one is being opened waits for it.
  func session(
    open: @escaping @Sendable () -> Task<Result<BackendSession, BackendFailure>, Never>
  ) async throws(BackendFailure) -> BackendSession {
    enum Found {
      case session(BackendSession)
      case opening(Task<Result<BackendSession, BackendFailure>, Never>)
    }
    let found = state.withLock { state -> Found in
      if let session = state.session { return .session(session) }
      if let opening = state.opening { return .opening(opening) }
      let task = open()
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
}
