import FoundationEssentials
import Kubernetes
import Synchronization

/// The machine's clocks, with a wall clock that a test sets ahead.
final class ShiftedTime: TimeSource {
  private let system = SystemTime()
  private let shift = Mutex<Double>(0)

  func advance(by seconds: Double) { shift.withLock { $0 += seconds } }

  func wallTime() -> Date { system.wallTime().addingTimeInterval(shift.withLock { $0 }) }
  func monotonicTime() -> Duration { system.monotonicTime() }
  func sleep(for duration: Duration) async throws { try await system.sleep(for: duration) }
}
