/// One thing wrong with a value, and its place: `spec.backends[2].url`.
package struct JSONProblem: Sendable, Hashable, CustomStringConvertible {
  /// Empty for the value as a whole.
  package let path: String
  package let message: String

  package init(path: String, message: String) {
    self.path = path
    self.message = message
  }

  package var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

/// Everything that is wrong with a value.
package struct JSONProblems: Error, Sendable, Hashable, CustomStringConvertible {
  package let problems: [JSONProblem]

  package init(problems: [JSONProblem]) { self.problems = problems }

  package var description: String { problems.map(\.description).joined(separator: "; ") }
}
