/// Why policies are refused. Nothing of them is used.
package struct PolicyCompilationError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable { case refused }

  package let code = Code.refused
  /// At least one.
  package let problems: [PolicyProblem]

  init(_ problems: [PolicyProblem]) { self.problems = problems }

  package var description: String { problems.map(\.description).joined(separator: "; ") }
}
