import Kubernetes
import Synchronization

/// Keys that wait to be worked on, each at most once, now or later.
package final class WorkQueue<Key: Hashable & Sendable>: Sendable {
  private struct Timer {
    let deadline: Duration
    let task: Task<Void, Never>
  }

  private struct State {
    var queue: QueueState<Key>
    var retries: TokenBucket
    var delayed = DelayedKeys<Key>()
    /// Sleeps until the earliest delayed key is due.
    var timer: Timer?
    var waiters: [(identifier: Int, continuation: CheckedContinuation<Key?, Never>)] = []
    var cancelledWaiters: Set<Int> = []
    var nextWaiter = 0
    var isShutDown = false
  }

  private typealias Delivery = (continuation: CheckedContinuation<Key?, Never>, key: Key)

  package let name: String
  private let time: any TimeSource
  private let instruments: QueueMetrics.Instruments?
  private let metrics: QueueMetrics?
  private let state: Mutex<State>

  /// - Parameters:
  ///   - backoff: the waits of a key that fails again and again.
  ///   - retries: how many keys may come again after a failure, all together: a failure that all have in common, such as
  ///     an API server that is away, is not made worse by them.
  package init(
    _ name: String = "", time: any TimeSource = SystemTime(),
    backoff: Backoff = Backoff(initial: .milliseconds(5), cap: .seconds(300)),
    retries: TokenBucket = TokenBucket(perSecond: 10, burst: 100), metrics: QueueMetrics? = nil
  ) {
    self.name = name
    self.time = time
    self.metrics = metrics
    instruments = metrics?.instruments(name)
    state = Mutex(State(queue: QueueState(backoff: backoff), retries: retries))
  }

  package func add(_ key: Key, _ lane: QueueLane = .normal) {
    change { state, now in
      if state.queue.add(key, lane, now: now) { instruments?.adds.increment() }
    }
  }

  /// Adds a key later. Of several times the earliest counts.
  package func add(_ key: Key, after duration: Duration, _ lane: QueueLane = .normal) {
    guard duration > .zero else { return add(key, lane) }
    let deadline = time.monotonicTime() + duration
    state.withLock { state in
      guard !state.isShutDown else { return }
      state.delayed.add(key, lane, at: deadline)
      setTimer(&state)
    }
  }

  /// Adds a key whose work failed, later each time until `forget`.
  /// - Returns: when.
  @discardableResult
  package func retry(_ key: Key) -> Duration {
    let now = time.monotonicTime()
    let wait = state.withLock { max($0.queue.failed(key), $0.retries.reserve(now: now)) }
    instruments?.retries.increment()
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
        let now = time.monotonicTime()
        let answer = state.withLock { state -> Key?? in
          if state.cancelledWaiters.remove(identifier) != nil || state.isShutDown { return .some(nil) }
          if let key = take(&state, now) { return .some(key) }
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
    change { state, now in
      if let duration = state.queue.done(key, now: now) { instruments?.workTime.observe(duration) }
    }
  }

  /// Lets all workers go and takes nothing more; what waits is dropped.
  package func shutDown() {
    let (waiters, timer) = state.withLock { state in
      defer {
        state.isShutDown = true
        state.waiters = []
        state.delayed.removeAll()
        state.timer = nil
      }
      return (state.waiters, state.timer)
    }
    timer?.task.cancel()
    for waiter in waiters { waiter.continuation.resume(returning: nil) }
  }

  /// How many keys wait to be worked on now.
  package var count: Int { state.withLock(\.queue.readyCount) }

  /// How often the key failed since it was last forgotten.
  package func failureCount(_ key: Key) -> Int { state.withLock { $0.queue.failureCount(key) } }

  /// Brings the metrics up to date that only time changes.
  package func updateMetrics() {
    let now = time.monotonicTime()
    metrics?.update(name, running: state.withLock { $0.queue.processing.values.map { now - $0 } })
  }

  private func setTimer(_ state: inout State) {
    guard let next = state.delayed.next else { return }
    if let timer = state.timer {
      guard next < timer.deadline else { return }
      timer.task.cancel()
    }
    let wait = next - time.monotonicTime()
    let task = Task { [weak self, time] in
      guard (try? await time.sleep(for: max(wait, .zero))) != nil else { return }
      self?.timerEnded(next)
    }
    state.timer = Timer(deadline: next, task: task)
  }

  private func timerEnded(_ deadline: Duration) {
    change { state, now in
      guard state.timer?.deadline == deadline else { return }
      state.timer = nil
      while let due = state.delayed.popDue(now: max(now, deadline)) {
        if state.queue.add(due.key, due.lane, now: now) { instruments?.adds.increment() }
      }
      setTimer(&state)
    }
  }

  private func take(_ state: inout State, _ now: Duration) -> Key? {
    guard let (key, waited) = state.queue.take(now: now) else { return nil }
    instruments?.queueTime.observe(waited)
    instruments?.depth.set(Double(state.queue.readyCount))
    return key
  }

  /// Changes the state, then gives keys that are ready to workers that wait.
  private func change(_ body: (inout State, Duration) -> Void) {
    let now = time.monotonicTime()
    let deliveries = state.withLock { state -> [Delivery] in
      guard !state.isShutDown else { return [] }
      body(&state, now)
      var deliveries: [Delivery] = []
      while !state.waiters.isEmpty, let key = take(&state, now) {
        deliveries.append((state.waiters.removeFirst().continuation, key))
      }
      instruments?.depth.set(Double(state.queue.readyCount))
      return deliveries
    }
    for delivery in deliveries { delivery.continuation.resume(returning: delivery.key) }
  }
}
