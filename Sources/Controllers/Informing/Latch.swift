import Synchronization

/// Opens once and stays open.
final class Latch: Sendable {
  private struct State {
    var isOpen = false
    var next = 0
    var waiters: [Int: CheckedContinuation<Void, any Error>] = [:]
    var cancelled: Set<Int> = []
  }

  private let state = Mutex(State())

  var isOpen: Bool { state.withLock(\.isOpen) }

  func open() {
    let waiters = state.withLock { state in
      state.isOpen = true
      defer { state.waiters = [:] }
      return state.waiters.values
    }
    for waiter in waiters { waiter.resume() }
  }

  /// - Throws: `CancellationError`.
  func wait() async throws {
    let identifier = state.withLock { state in
      state.next += 1
      return state.next
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let answer = state.withLock { state -> Result<Void, any Error>? in
          if state.cancelled.remove(identifier) != nil { return .failure(CancellationError()) }
          if state.isOpen { return .success(()) }
          state.waiters[identifier] = continuation
          return nil
        }
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        let waiter = state.waiters.removeValue(forKey: identifier)
        if waiter == nil, !state.isOpen { state.cancelled.insert(identifier) }
        return waiter
      }
      waiter?.resume(throwing: CancellationError())
    }
  }
}
