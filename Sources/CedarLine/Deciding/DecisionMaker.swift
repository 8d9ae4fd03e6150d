import Cedar

/// Policies and entities, ready to decide by the evaluation that was asked for.
struct DecisionMaker: Sendable {
  private let compiled: Authorizer?
  private let interpreted: ReferenceAuthorizer?
  private let entities: Entities

  init(_ policies: PolicySet, _ entities: Entities, by evaluation: Evaluation) {
    compiled = evaluation == .interpreted ? nil : Authorizer(policies, entities)
    interpreted = evaluation == .compiled ? nil : ReferenceAuthorizer(policies)
    self.entities = entities
  }

  /// - Throws: a failure of the engine where the two evaluations differ.
  func decide(_ request: AuthorizationRequest) throws(LineFailure) -> AuthorizationDecision {
    switch (compiled?.decide(request), interpreted?.decide(request, entities)) {
    case (let decision?, nil), (nil, let decision?): return decision
    case (let compiled?, let interpreted?):
      let said = (Self.summary(compiled), Self.summary(interpreted))
      guard said.0 == said.1 else {
        throw LineFailure(.internal, "compiled and interpreted differ: \(said.0) and \(said.1)")
      }
      return compiled
    case (nil, nil): throw LineFailure(.internal, "no evaluation")
    }
  }

  /// Everything that must be the same.
  private static func summary(_ decision: AuthorizationDecision) -> [String] {
    let errors = decision.failures.map { "\($0.policyID) \($0.effect)" }
    return [decision.isAllowed ? "allow" : "deny"] + sorted(decision.reasons) + ["errors"] + sorted(errors)
  }

  private static func sorted(_ texts: [String]) -> [String] {
    texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
