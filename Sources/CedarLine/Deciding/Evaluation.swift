/// Which of the two evaluations answers.
package enum Evaluation: String, Sendable, CaseIterable {
  /// The production form: flat code behind an index.
  case compiled
  /// The specification, policy by policy.
  case interpreted
  /// Both, which must say the same on every path to a decision: sessions, lists, described entities.
  case both
}
