import Kubernetes
import Synchronization

/// Keys that wait to be worked on, each at most once, now or later.
package final class WorkQueue<Key: Hashable & Sendable>: Sendable {
  private struct Delay {
    let deadline: Duration
    let task: Task<Void, Never>
  }

  private struct State {
    var queue: QueueState<Key>
    var delays: [Key: Delay] = [:]
    var waiters: [(identifier: Int, continuation: CheckedContinuation<Key?, Never>)] = []
    var cancelledWaiters: Set<Int> = []
    var nextWaiter = 0
    var isShutDown = false
  }

  private typealias Delivery = (continuation: CheckedContinuation<Key?, Never>, key: Key)

  private let time: any TimeSource
  private let state: Mutex<State>

  /// - Parameter backoff: the waits of a key that fails again and again.
  package init(
    time: any TimeSource = SystemTime(), backoff: Backoff = Backoff(initial: .milliseconds(100), cap: .seconds(120))
  ) {
    self.time = time
    state = Mutex(State(queue: QueueState(backoff: backoff)))
  }

  package func add(_ key: Key) {
    change { $0.queue.add(key) }
  }

  /// Adds a key later. Of several times the earliest counts.
  package func add(_ key: Key, after duration: Duration) {
    guard duration > .zero else { return add(key) }
    let deadline = time.monotonicTime() + duration
    state.withLock { state in
      guard !state.isShutDown else { return }
      if let delay = state.delays[key] {
        guard deadline < delay.deadline else { return }
        delay.task.cancel()
      }
      let task = Task { [weak self, time] in
        guard (try? await time.sleep(for: duration)) != nil else { return }
        self?.delayEnded(key, deadline)
      }
      state.delays[key] = Delay(deadline: deadline, task: task)
    }
  }

  /// Adds a key whose work failed, later each time until `forget`.
  /// - Returns: when.
  @discardableResult
  package func retry(_ key: Key) -> Duration {
    let wait = state.withLock { $0.queue.failed(key) }
    add(key, after: wait)
    return wait
  }

  /// The key's work succeeded: its next failure waits as briefly as its first.
  package func forget(_ key: Key) { state.withLock { $0.queue.forget(key) } }

  /// The next key, which belongs to the caller until `done`; `nil` after a shutdown or when the task is cancelled.
  package func next() async -> Key? {
    let identifier = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer = state.withLock { state -> Key?? in
          if state.cancelledWaiters.remove(identifier) != nil || state.isShutDown { return .some(nil) }
          if let key = state.queue.take() { return .some(key) }
          state.waiters.append((identifier, continuation))
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> CheckedContinuation<Key?, Never>? in
        guard let index = state.waiters.firstIndex(where: { $0.identifier == identifier }) else {
          state.cancelledWaiters.insert(identifier)
          return nil
        }
        return state.waiters.remove(at: index).continuation
      }
      waiter?.resume(returning: nil)
    }
  }

  /// The work on a key has ended, well or not.
  package func done(_ key: Key) {
    change { $0.queue.done(key) }
  }

  /// Lets all workers go and takes nothing more; what waits is dropped.
  package func shutDown() {
    let (waiters, delays) = state.withLock { state in
      defer {
        state.isShutDown = true
        state.waiters = []
        state.delays = [:]
      }
      return (state.waiters, state.delays)
    }
    for delay in delays.values { delay.task.cancel() }
    for waiter in waiters { waiter.continuation.resume(returning: nil) }
  }

  /// How many keys wait to be worked on now.
  package var count: Int { state.withLock(\.queue.readyCount) }

  /// How often the key failed since it was last forgotten.
  package func failureCount(_ key: Key) -> Int { state.withLock { $0.queue.failureCount(key) } }

  private func delayEnded(_ key: Key, _ deadline: Duration) {
    change { state in
      guard state.delays[key]?.deadline == deadline else { return }
      state.delays[key] = nil
      state.queue.add(key)
    }
  }

  /// Changes the state, then gives keys that are ready to workers that wait.
  private func change(_ body: (inout State) -> Void) {
    let deliveries = state.withLock { state -> [Delivery] in
      guard !state.isShutDown else { return [] }
      body(&state)
      var deliveries: [Delivery] = []
      while !state.waiters.isEmpty, let key = state.queue.take() {
        deliveries.append((state.waiters.removeFirst().continuation, key))
      }
      return deliveries
    }
    for delivery in deliveries { delivery.continuation.resume(returning: delivery.key) }
  }
}
