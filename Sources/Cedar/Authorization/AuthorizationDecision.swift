/// Cedar's answer to a request.
package struct AuthorizationDecision: Sendable {
  package let isAllowed: Bool
  /// The identifiers of the policies that decided; none when nothing matched.
  package let reasons: [String]
  /// The policies that failed, whatever the decision.
  package let failures: [PolicyFailure]

  /// A satisfied forbid denies, else a satisfied permit allows, else it is denied. A policy that fails counts for nothing
  /// and is reported.
  package init(_ outcomes: PolicyOutcomes) {
    isAllowed = outcomes.forbids.isEmpty && !outcomes.permits.isEmpty
    reasons = isAllowed ? outcomes.permits : outcomes.forbids
    failures = outcomes.failures
  }
}
