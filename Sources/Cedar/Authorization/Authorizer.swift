/// Decides requests as Cedar does: a satisfied forbid denies, else a satisfied permit allows, else it is denied. A policy
/// that fails counts for nothing and is reported.
package struct Authorizer: Sendable {
  package let policies: PolicySet

  package init(_ policies: PolicySet) { self.policies = policies }

  package func decide(_ request: AuthorizationRequest, _ entities: Entities) -> AuthorizationDecision {
    let outcomes = outcomes(request, entities)
    let isAllowed = outcomes.forbids.isEmpty && !outcomes.permits.isEmpty
    return AuthorizationDecision(
      isAllowed: isAllowed, reasons: isAllowed ? outcomes.permits : outcomes.forbids, failures: outcomes.failures)
  }

  /// Evaluates every policy; there is no short cut, since all reasons and failures are wanted.
  package func outcomes(_ request: AuthorizationRequest, _ entities: Entities) -> PolicyOutcomes {
    let interpreter = Interpreter(request, entities)
    var outcomes = PolicyOutcomes()
    for policy in policies.policies {
      do throws(EvaluationError) {
        guard try interpreter.isSatisfied(policy) else { continue }
        switch policy.effect {
        case .permit: outcomes.permits.append(policy.id)
        case .forbid: outcomes.forbids.append(policy.id)
        }
      } catch {
        outcomes.failures.append(PolicyFailure(policyID: policy.id, effect: policy.effect, error: error))
      }
    }
    return outcomes
  }
}
