import FoundationEssentials

/// An answer, and what was asked.
package struct ProbeObservation: Sendable, Equatable {
  let target: ProbeTarget
  let answer: ProbeAnswer
  /// When this answer was first given; the same answer again does not change it.
  let since: Date
  /// Whether it was asked for several times in vain: it is not starting any more.
  let isPersistent: Bool
}
