/// Growing waits between attempts that fail.
struct Backoff: Sendable {
  private let first: Duration
  private let longest: Duration
  private var next: Duration

  init(first: Duration = .milliseconds(50), longest: Duration = .seconds(2)) {
    self.first = first
    self.longest = longest
    next = first
  }

  /// Half of it is chance, so that many clients do not come back at the same moment.
  mutating func wait() -> Duration {
    let wait = next
    next = min(next * 2, longest)
    return wait * Double.random(in: 0.5...1)
  }

  mutating func reset() { next = first }
}
