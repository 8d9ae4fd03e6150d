/// Decides requests as Cedar's specification says it, policy by policy: what `Authorizer` is checked against.
package struct ReferenceAuthorizer: Sendable {
  package let policies: PolicySet

  package init(_ policies: PolicySet) { self.policies = policies }

  package func decide(_ request: AuthorizationRequest, _ entities: Entities) -> AuthorizationDecision {
    AuthorizationDecision(outcomes(request, entities))
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
