import Synchronization

/// A token bucket: `rate` permits a second, at most `burst` at once.
final class TokenBucket: Sendable {
  private struct State {
    var permits: Double
    var filledAt: Double
  }

  private let rate: Double
  private let burst: Double
  private let state: Mutex<State>

  init(rate: Double, burst: Int, now: Double) {
    self.rate = rate
    self.burst = Double(burst)
    state = Mutex(State(permits: Double(burst), filledAt: now))
  }

  /// Takes a permit if there is one.
  /// - Parameter now: seconds; a clock that steps back gives no permits and takes none.
  func take(now: Double) -> Bool {
    state.withLock { state in
      state.permits = min(burst, state.permits + max(0, now - state.filledAt) * rate)
      state.filledAt = now
      guard state.permits >= 1 else { return false }
      state.permits -= 1
      return true
    }
  }
}
