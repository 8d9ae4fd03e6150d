/// Cedar's answer to a request.
package struct AuthorizationDecision: Sendable {
  package let isAllowed: Bool
  /// The identifiers of the policies that decided; none when nothing matched.
  package let reasons: [String]
  /// The policies that failed, whatever the decision.
  package let failures: [PolicyFailure]
}
