import Kubernetes

/// When to ask whom: at once when something new is to be known, later each time while answers are bad, and at a steady
/// pace while they are good. Times are durations since a start of the caller's choice.
struct ProbeSchedule<Key: Hashable & Sendable> {
  private struct Entry {
    var target: ProbeTarget
    var due: Duration
    var isAsked = false
    var backoff: Backoff
    /// Whether a good answer was given that holds until enough bad ones came.
    var hasAnswered = false

    var failures: Int { backoff.attempts }
  }

  /// What follows from an answer.
  enum Verdict: Sendable, Equatable {
    /// It is of no use any more, or not enough to take an earlier one back.
    case ignore
    /// - Parameter isPersistent: bad, and not for the first time.
    case publish(isPersistent: Bool)
  }

  private let timing: ProbeTiming
  private var entries: [Key: Entry] = [:]
  private var asking = 0

  init(_ timing: ProbeTiming) { self.timing = timing }

  /// - Parameter target: `nil` for what is not to be asked any more.
  /// - Returns: whether somebody has to be asked at once.
  mutating func follow(_ key: Key, _ target: ProbeTarget?, now: Duration) -> Bool {
    guard let target else {
      if entries.removeValue(forKey: key)?.isAsked == true { asking -= 1 }
      return false
    }
    guard var entry = entries[key] else {
      entries[key] = Entry(target: target, due: now, backoff: timing.backoff)
      return true
    }
    guard entry.target != target else { return false }
    if !entry.target.isSamePlace(as: target) { entry.hasAnswered = false }
    entry.target = target
    entry.due = now
    entry.backoff.reset()
    entries[key] = entry
    return !entry.isAsked
  }

  /// Those whose time has come, those that waited longest first, as many as may be asked at once.
  mutating func take(now: Duration) -> [(key: Key, target: ProbeTarget)] {
    let room = timing.concurrency - asking
    guard room > 0 else { return [] }
    let due = entries.filter { !$0.value.isAsked && $0.value.due <= now }.sorted { $0.value.due < $1.value.due }
    return due.prefix(room).map { key, entry in
      entries[key]?.isAsked = true
      asking += 1
      return (key, entry.target)
    }
  }

  /// When the next one is to be asked; `nil` while there is none or no room.
  var next: Duration? {
    guard asking < timing.concurrency else { return nil }
    return entries.values.lazy.filter { !$0.isAsked }.map(\.due).min()
  }

  /// An answer has come to what `take` gave out.
  mutating func ended(
    _ key: Key, _ target: ProbeTarget, isGood: Bool, now: Duration, using generator: inout some RandomNumberGenerator
  ) -> Verdict {
    guard var entry = entries[key], entry.isAsked else { return .ignore }
    asking -= 1
    entry.isAsked = false
    defer { entries[key] = entry }
    guard entry.target == target else { return .ignore }
    if isGood {
      entry.backoff.reset()
      entry.hasAnswered = true
      entry.due = now + timing.steady * (1 - timing.jitter * Double.random(in: 0...1, using: &generator))
      return .publish(isPersistent: false)
    }
    entry.due = now + entry.backoff.next(using: &generator)
    let isPersistent = entry.failures >= timing.failureThreshold
    if entry.hasAnswered, !isPersistent { return .ignore }
    entry.hasAnswered = false
    return .publish(isPersistent: isPersistent)
  }
}
