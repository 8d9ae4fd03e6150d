import Cedar

/// Whether somebody may do something, and why.
package struct PolicyDecision: Sendable, CustomStringConvertible {
  package enum Reason: String, Sendable {
    /// A permit applies and no forbid does.
    case permitted
    /// A forbid applies.
    case forbidden
    /// A forbid could not be evaluated, so it counts as one that applies.
    case forbidFailed
    /// Nothing applies.
    case noPermit
    /// A permit may apply, depending on the arguments of the call, and no forbid is known to. It is an answer to lists
    /// only: something is shown, nothing is called.
    case dependsOnArguments
    /// No policies are in force, as configured.
    case allowAll
    /// The principal does not fit the policies in force.
    case unusablePrincipal
  }

  package let reason: Reason
  /// The policies that decided.
  package let policyIDs: [String]
  /// All policies that could not be evaluated. A permit among them does not apply to a call.
  package let failures: [PolicyFailure]
  /// The principal's groups and where they came from.
  package let groups: GroupMembership?

  init(_ reason: Reason, _ policyIDs: [String] = [], _ failures: [PolicyFailure] = [], groups: GroupMembership?) {
    self.reason = reason
    self.policyIDs = policyIDs
    self.failures = failures
    self.groups = groups
  }

  /// Whether it may be called or, as an answer to a list, shown.
  package var isAllowed: Bool {
    switch reason {
    case .permitted, .dependsOnArguments, .allowAll: true
    case .forbidden, .forbidFailed, .noPermit, .unusablePrincipal: false
    }
  }

  /// One line for the log and the audit; it must not be shown to clients.
  package var description: String {
    let policies = policyIDs.joined(separator: ", ")
    let sentence =
      switch reason {
      case .permitted: "permitted by \(policies)"
      case .forbidden: "forbidden by \(policies)"
      case .forbidFailed: "denied because \(policies) could not be evaluated"
      case .noPermit: "denied: no policy permits it"
      case .dependsOnArguments: "shown because \(policies) may permit it, depending on the arguments"
      case .allowAll: "allowed: no policies are in force"
      case .unusablePrincipal: "denied: the principal does not fit the policies in force"
      }
    let missing = reason == .noPermit && groups?.hasClaim == false ? groups.map { " (\($0))" } ?? "" : ""
    let failed = failures.map { "; \($0)" }.joined()
    return sentence + missing + failed
  }
}
