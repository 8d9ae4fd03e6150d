import FoundationEssentials
import Synchronization

/// A clock that a test moves. With `skipsSleeps` a sleep moves it by itself and returns at once, so that waits take no
/// time and can be read afterwards; otherwise sleepers wait for `advance(by:)`.
package final class ManualTime: Sendable {
  private struct Sleeper {
    let identifier: Int
    let duration: Duration
    let deadline: Duration
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct Observer {
    let identifier: Int
    let count: Int
    let isCounted: @Sendable (Duration) -> Bool
    let continuation: CheckedContinuation<Void, Never>

    func isReached(_ sleepers: [Sleeper]) -> Bool { sleepers.count { isCounted($0.duration) } >= count }
  }

  private struct State {
    var now = Duration.zero
    var wallOffset = Duration.zero
    var sleeps: [Duration] = []
    var sleepers: [Sleeper] = []
    var nextIdentifier = 0
    var cancelled: Set<Int> = []
    var observers: [Observer] = []
  }

  private let start: Date
  private let skipsSleeps: Bool
  private let state = Mutex(State())

  package init(start: Date = Date(timeIntervalSince1970: 1_700_000_000), skipsSleeps: Bool = false) {
    self.start = start
    self.skipsSleeps = skipsSleeps
  }

  package func wallTime() -> Date { start.addingTimeInterval(state.withLock { $0.now + $0.wallOffset } / .seconds(1)) }

  /// Sets the wall clock, as a person or a time server does; the monotonic clock goes on.
  package func jumpWallTime(by duration: Duration) { state.withLock { $0.wallOffset += duration } }

  package func monotonicTime() -> Duration { state.withLock(\.now) }

  /// All waits asked for so far.
  package var sleeps: [Duration] { state.withLock(\.sleeps) }

  /// How many sleep now.
  package var sleeperCount: Int { state.withLock { $0.sleepers.count } }

  package func sleep(for duration: Duration) async throws {
    try Task.checkCancellation()
    if skipsSleeps {
      state.withLock {
        $0.sleeps.append(duration)
        $0.now += duration
      }
      await Task.yield()
      return
    }
    let identifier = state.withLock { state in
      state.sleeps.append(duration)
      state.nextIdentifier += 1
      return state.nextIdentifier
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let (isCancelled, ready) = state.withLock { state in
          if state.cancelled.remove(identifier) != nil { return (true, [CheckedContinuation<Void, Never>]()) }
          let deadline = state.now + duration
          state.sleepers.append(
            Sleeper(
              identifier: identifier, duration: duration, deadline: deadline, continuation: continuation))
          return (false, Self.takeObservers(&state))
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
        for observer in ready { observer.resume() }
      }
    } onCancel: {
      let sleeper = state.withLock { state -> Sleeper? in
        guard let index = state.sleepers.firstIndex(where: { $0.identifier == identifier }) else {
          state.cancelled.insert(identifier)
          return nil
        }
        return state.sleepers.remove(at: index)
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Moves the clock and wakes whoever has slept long enough.
  package func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.now += duration
      let due = state.sleepers.filter { $0.deadline <= state.now }.sorted { $0.deadline < $1.deadline }
      state.sleepers.removeAll { $0.deadline <= state.now }
      return due
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Returns when at least `count` sleep for a time that the condition holds for, or when the task is cancelled: a test's
  /// time limit ends a wait for what never comes.
  package func waitForSleepers(
    _ count: Int = 1, where isCounted: @escaping @Sendable (Duration) -> Bool = { _ in true }
  ) async {
    let identifier = state.withLock { state in
      state.nextIdentifier += 1
      return state.nextIdentifier
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let observer = Observer(
          identifier: identifier, count: count, isCounted: isCounted, continuation: continuation)
        let isOver = state.withLock { state in
          if state.cancelled.remove(identifier) != nil || observer.isReached(state.sleepers) { return true }
          state.observers.append(observer)
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let observer = state.withLock { state -> Observer? in
        guard let index = state.observers.firstIndex(where: { $0.identifier == identifier }) else {
          state.cancelled.insert(identifier)
          return nil
        }
        return state.observers.remove(at: index)
      }
      observer?.continuation.resume()
    }
  }

  private static func takeObservers(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
    let ready = state.observers.filter { $0.isReached(state.sleepers) }
    state.observers.removeAll { $0.isReached(state.sleepers) }
    return ready.map(\.continuation)
  }
}
