/// So many a second on average, and so many at once after a quiet time. Time is monotonic and given by the caller.
package struct TokenBucket: Sendable {
  package let perSecond: Double
  package let burst: Double
  /// Below zero: promised to those who wait.
  private var tokens: Double
  private var at = Duration.zero

  package init(perSecond: Double, burst: Int) {
    self.perSecond = max(perSecond, 0.001)
    self.burst = Double(max(1, burst))
    tokens = self.burst
  }

  /// Takes a token if there is one.
  package mutating func take(now: Duration) -> Bool {
    refill(now)
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }

  /// Takes a token in any case.
  /// - Returns: how long it is until it is there.
  @discardableResult
  package mutating func reserve(now: Duration) -> Duration {
    refill(now)
    tokens -= 1
    return tokens >= 0 ? .zero : duration(of: -tokens)
  }

  /// How long it is until `take` finds a token.
  package mutating func wait(now: Duration) -> Duration {
    refill(now)
    return tokens >= 1 ? .zero : duration(of: 1 - tokens)
  }

  private func duration(of tokens: Double) -> Duration {
    .microseconds(Int64((tokens / perSecond * 1_000_000).rounded()))
  }

  private mutating func refill(_ now: Duration) {
    guard now > at else { return }
    tokens = min(burst, tokens + (now - at) / .seconds(1) * perSecond)
    at = now
  }
}
