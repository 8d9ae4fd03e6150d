/// What kept a policy from applying: a part of its scope, or a clause of its conditions. It shows what the policy says, never
/// what an attribute holds.
package struct Obstacle: Sendable, Hashable, CustomStringConvertible {
  package enum Outcome: Sendable, Hashable {
    case isFalse
    /// As a clause of `unless` or under `!`.
    case isTrue
    /// It has no value, and why.
    case failed(String)
  }

  /// The part of the scope; `nil` for a clause of a condition.
  package let variable: Variable?
  /// The part or clause as Cedar text; a long one is cut off.
  package let text: String
  package let outcome: Outcome
  /// Where it stands in the policy's text.
  package let position: SourcePosition
  /// What was looked for there and not found.
  package let missing: [MissingAttribute]

  /// The longest text that is shown.
  static let textLimit = 240

  init(
    _ text: String, _ outcome: Outcome, at position: SourcePosition, variable: Variable? = nil,
    missing: [MissingAttribute] = []
  ) {
    self.variable = variable
    self.text = Self.clipped(text)
    self.outcome = outcome
    self.position = position
    self.missing = missing
  }

  /// `` `context.level >= 3` is false``
  package var description: String {
    switch outcome {
    case .isFalse: missing.isEmpty ? "`\(text)` is false" : "`\(text)` is false: \(Self.list(missing))"
    case .isTrue: "`\(text)` is true"
    case .failed(let reason): "`\(text)` failed: \(reason)"
    }
  }

  static func clipped(_ text: String) -> String {
    guard text.utf8.count > textLimit else { return text }
    return String(text.unicodeScalars.prefix(textLimit)) + "…"
  }

  private static func list(_ missing: [MissingAttribute]) -> String {
    missing.map(\.description).joined(separator: "; ")
  }
}
