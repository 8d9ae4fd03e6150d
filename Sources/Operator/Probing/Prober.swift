import Controllers
import Kubernetes
import Logging
import Synchronization

/// Asks servers and gateways how they are, and wakes whoever decides about them when the answer is another.
package final class Prober: Sendable {
  typealias Ask = @Sendable (ProbeTarget) async -> ProbeAnswer

  private struct State {
    var schedule: ProbeSchedule<WorkItem>
    var observations = Observations()
  }

  private let state: Mutex<State>
  private let ask: Ask
  private let time: any TimeSource
  private let wake: @Sendable (WorkItem) -> Void
  private let signals: AsyncStream<Void>
  private let signal: AsyncStream<Void>.Continuation

  /// - Parameter wake: told of every object whose answer changed.
  init(
    timing: ProbeTiming = ProbeTiming(), time: any TimeSource = SystemTime(), ask: @escaping Ask,
    wake: @escaping @Sendable (WorkItem) -> Void
  ) {
    state = Mutex(State(schedule: ProbeSchedule(timing)))
    self.ask = ask
    self.time = time
    self.wake = wake
    (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// What is known now.
  package var observations: Observations { state.withLock { $0.observations } }

  /// - Parameter target: `nil` for what is not to be asked, or no longer; what it answered is forgotten.
  func follow(_ item: WorkItem, _ target: ProbeTarget?) {
    let now = time.monotonicTime()
    let isUrgent = state.withLock { state in
      if target == nil { state.observations[item] = nil }
      return state.schedule.follow(item, target, now: now)
    }
    if isUrgent { signal.yield() }
  }

  /// Works until the task is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      var alarm: Task<Void, Never>?
      signal.yield()
      for await _ in signals {
        alarm?.cancel()
        let now = time.monotonicTime()
        let (due, next) = state.withLock { ($0.schedule.take(now: now), $0.schedule.next) }
        for (item, target) in due { group.addTask { await self.probe(item, target) } }
        alarm = next.map { next in
          Task { [time, signal] in
            guard (try? await time.sleep(for: max(next - now, .milliseconds(20)))) != nil else { return }
            signal.yield()
          }
        }
      }
      alarm?.cancel()
      group.cancelAll()
    }
  }

  private func probe(_ item: WorkItem, _ target: ProbeTarget) async {
    let answer = await ask(target)
    guard !Task.isCancelled else { return }
    let (now, date) = (time.monotonicTime(), time.wallTime())
    let isChanged = state.withLock { state in
      var generator = SystemRandomNumberGenerator()
      let verdict = state.schedule.ended(
        item, target, isGood: answer.isGood(for: target), now: now, using: &generator)
      guard case .publish(let isPersistent) = verdict else { return false }
      let known = state.observations[item]
      let isSame = known?.answer == answer && known?.isPersistent == isPersistent
      state.observations[item] = ProbeObservation(
        target: target, answer: answer, since: isSame ? known?.since ?? date : date, isPersistent: isPersistent)
      return !isSame || known?.target != target
    }
    if isChanged { wake(item) }
    signal.yield()
  }
}
