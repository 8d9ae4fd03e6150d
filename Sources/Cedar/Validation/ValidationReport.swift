/// What a validator has to say of a set of policies, in the order of the policies.
package struct ValidationReport: Sendable, Hashable {
  package let errors: [ValidationFinding]
  package let warnings: [ValidationFinding]

  init(_ findings: [ValidationFinding]) {
    errors = findings.filter { $0.kind.severity == .error }
    warnings = findings.filter { $0.kind.severity == .warning }
  }

  /// Whether there is no error; warnings do not count.
  package var isValid: Bool { errors.isEmpty }
}
