/// A token bucket's content at some time: what it holds comes back with time, up to a burst.
struct Permits: Sendable {
  var count: Double
  /// In seconds.
  var filledAt: Double

  /// Takes one if there is one.
  /// - Parameter now: seconds; a clock that steps back gives no permits and takes none.
  mutating func take(rate: Double, burst: Double, now: Double) -> Bool {
    count = min(burst, count + max(0, now - filledAt) * rate)
    filledAt = now
    guard count >= 1 else { return false }
    count -= 1
    return true
  }
}
