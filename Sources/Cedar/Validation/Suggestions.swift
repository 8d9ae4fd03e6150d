/// Looks for the names that were meant, so often and no more: in a text full of unknown names, the first ones tell enough.
struct Suggestions {
  static let limit = 64
  private var left = Self.limit

  /// `did you mean …?`, where a known name is near.
  mutating func hint(for name: String, among known: some Sequence<String>) -> String? {
    guard left > 0 else { return nil }
    left -= 1
    return Suggestion.closest(to: name, among: known).map { "did you mean `\($0)`?" }
  }
}
