import JSON

extension JSONProblem {
  /// For a condition's message: the first ten, and how many more there are.
  static func summary(_ problems: [JSONProblem]) -> String {
    let more = problems.count > 10 ? "; and \(problems.count - 10) more" : ""
    return problems.prefix(10).map(\.description).joined(separator: "; ") + more
  }
}
