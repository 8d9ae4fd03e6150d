import Synchronization

/// Holds requests back that would be too many for the API server, the less important ones longest. Watches are no
/// affair of its.
package final class RequestThrottle: Sendable {
  private struct Waiter {
    let identifier: Int
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var bucket: TokenBucket
    var waiters: [[Waiter]] = RequestPriority.allCases.map { _ in [] }
    var cancelled: Set<Int> = []
    var nextIdentifier = 0
    var isTicking = false
  }

  private let time: any TimeSource
  private let state: Mutex<State>

  /// - Parameters:
  ///   - perSecond: how many on average; client-go calls it QPS.
  ///   - burst: how many at once after a quiet time.
  package init(perSecond: Double, burst: Int, time: any TimeSource = SystemTime()) {
    self.time = time
    state = Mutex(State(bucket: TokenBucket(perSecond: perSecond, burst: burst)))
  }

  /// Returns when the request may be sent.
  /// - Throws: `CancellationError`.
  package func admit(_ priority: RequestPriority) async throws {
    let now = time.monotonicTime()
    let identifier = state.withLock { state -> Int? in
      if priority == .lease {
        state.bucket.reserve(now: now)
        return nil
      }
      let isFirst = state.waiters[...priority.rawValue].allSatisfy(\.isEmpty)
      if isFirst, state.bucket.take(now: now) { return nil }
      state.nextIdentifier += 1
      return state.nextIdentifier
    }
    guard let identifier else { return }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isCancelled = state.withLock { state in
          if state.cancelled.remove(identifier) != nil { return true }
          state.waiters[priority.rawValue].append(Waiter(identifier: identifier, continuation: continuation))
          return false
        }
        if isCancelled { return continuation.resume(throwing: CancellationError()) }
        tick()
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        for place in state.waiters.indices {
          if let index = state.waiters[place].firstIndex(where: { $0.identifier == identifier }) {
            return state.waiters[place].remove(at: index)
          }
        }
        state.cancelled.insert(identifier)
        return nil
      }
      waiter?.continuation.resume(throwing: CancellationError())
    }
  }

  /// How many wait.
  var waiterCount: Int { state.withLock { $0.waiters.reduce(0) { $0 + $1.count } } }

  /// Lets those go for whom there are tokens, and comes back for the others.
  private func tick() {
    let now = time.monotonicTime()
    let (ready, wait) = state.withLock { state -> ([Waiter], Duration?) in
      var ready: [Waiter] = []
      for place in state.waiters.indices {
        while !state.waiters[place].isEmpty, state.bucket.take(now: now) {
          ready.append(state.waiters[place].removeFirst())
        }
      }
      guard !state.isTicking, state.waiters.contains(where: { !$0.isEmpty }) else { return (ready, nil) }
      state.isTicking = true
      return (ready, state.bucket.wait(now: now))
    }
    for waiter in ready { waiter.continuation.resume() }
    guard let wait else { return }
    Task { [self] in
      try? await time.sleep(for: wait)
      state.withLock { $0.isTicking = false }
      tick()
    }
  }
}
