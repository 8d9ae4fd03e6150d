import Cedar

/// Something about the configured policies that people must or should change.
package struct PolicyProblem: Sendable, Hashable, CustomStringConvertible {
  package let severity: Diagnostic.Severity
  package let message: String
  /// The position in the list of policies; `nil` when it is not about one of them.
  package let policyIndex: Int?
  /// In the policy's text, or in the entities' text; one-based.
  package let line: Int?
  package let column: Int?

  package init(
    _ severity: Diagnostic.Severity, _ message: String, policyIndex: Int? = nil, line: Int? = nil, column: Int? = nil
  ) {
    self.severity = severity
    self.message = message
    self.policyIndex = policyIndex
    self.line = line
    self.column = column
  }

  init(_ severity: Diagnostic.Severity, _ message: String, policyIndex: Int, at position: SourcePosition) {
    self.init(severity, message, policyIndex: policyIndex, line: position.line, column: position.column)
  }

  /// `policies[2], line 1, column 8: …`
  package var description: String {
    var place: [String] = []
    if let policyIndex { place.append("policies[\(policyIndex)]") }
    if let line, let column { place.append("line \(line), column \(column)") }
    return place.isEmpty ? message : "\(place.joined(separator: ", ")): \(message)"
  }
}
