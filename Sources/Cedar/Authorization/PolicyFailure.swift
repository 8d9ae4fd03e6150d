/// A policy that could not be evaluated for a request.
package struct PolicyFailure: Sendable, Hashable, CustomStringConvertible {
  package let policyID: String
  package let effect: Effect
  package let error: EvaluationError

  package var description: String { "\(policyID): \(error)" }
}
