import Synchronization

/// A clock that goes only where a test sends it.
final class TestClock: Sendable {
  private let time = Mutex(1_800_000_000.0)

  var now: Double { time.withLock { $0 } }

  func advance(_ seconds: Double) { time.withLock { $0 += seconds } }
}
