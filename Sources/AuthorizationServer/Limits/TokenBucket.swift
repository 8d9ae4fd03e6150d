import Synchronization

/// A token bucket: `rate` permits a second, at most `burst` at once.
final class TokenBucket: Sendable {
  private let rate: Double
  private let burst: Double
  private let permits: Mutex<Permits>

  init(rate: Double, burst: Int, now: Double) {
    self.rate = rate
    self.burst = Double(burst)
    permits = Mutex(Permits(count: Double(burst), filledAt: now))
  }

  /// Takes a permit if there is one.
  /// - Parameter now: seconds; a clock that steps back gives no permits and takes none.
  func take(now: Double) -> Bool { permits.withLock { $0.take(rate: rate, burst: burst, now: now) } }
}
