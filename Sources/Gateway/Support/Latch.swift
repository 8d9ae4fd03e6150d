import Synchronization

/// Something that happens once, and that can be waited for.
final class Latch: Sendable {
  private struct State {
    var isOpen = false
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var next = 0
  }

  private let state = Mutex(State())

  var isOpen: Bool { state.withLock { $0.isOpen } }

  func open() {
    let waiters = state.withLock { state in
      state.isOpen = true
      defer { state.waiters = [:] }
      return Array(state.waiters.values)
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns when it is open, or when the task is cancelled.
  func wait() async {
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDone = state.withLock { state in
          if state.isOpen || Task.isCancelled { return true }
          state.waiters[number] = continuation
          return false
        }
        if isDone { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
    }
  }

  /// Returns when all are open, at the latest after `duration`.
  static func wait(for latches: [Latch], atMost duration: Duration) async {
    let closed = latches.filter { !$0.isOpen }
    guard !closed.isEmpty, duration > .zero else { return }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for latch in closed { await latch.wait() } }
      group.addTask { try? await Task.sleep(for: duration) }
      await group.next()
      group.cancelAll()
    }
  }
}
