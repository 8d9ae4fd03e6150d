/// Growing waits between attempts: each twice the last up to a cap, with a random part so that many clients that failed
/// together do not come back together.
package struct Backoff: Sendable {
  package let initial: Duration
  package let cap: Duration
  /// The random share of each wait: 0.5 makes it between half of the full wait and all of it.
  package let jitter: Double
  package private(set) var attempts = 0

  package init(initial: Duration, cap: Duration, jitter: Double = 0.5) {
    self.initial = initial
    self.cap = cap
    self.jitter = min(max(jitter, 0), 1)
  }

  /// The wait before the next attempt.
  package mutating func next() -> Duration {
    var generator = SystemRandomNumberGenerator()
    return next(using: &generator)
  }

  package mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
    let full = fullWait
    attempts += 1
    return full * (1 - jitter * Double.random(in: 0...1, using: &generator))
  }

  package mutating func reset() { attempts = 0 }

  private var fullWait: Duration {
    var wait = initial
    for _ in 0..<attempts {
      wait = wait * 2
      if wait >= cap { return cap }
    }
    return min(wait, cap)
  }
}
