import FoundationEssentials

/// What time it is and how to wait, so that tests decide both.
package protocol TimeSource: Sendable {
  /// For time stamps that others read.
  func wallTime() -> Date
  /// Since an arbitrary start, never set back: for measuring.
  func monotonicTime() -> Duration
  /// - Throws: `CancellationError`.
  func sleep(for duration: Duration) async throws
}

/// The machine's clocks.
package struct SystemTime: TimeSource {
  private let start = ContinuousClock.now

  package init() {}

  package func wallTime() -> Date { Date() }
  package func monotonicTime() -> Duration { start.duration(to: .now) }
  package func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration, clock: .continuous) }
}
