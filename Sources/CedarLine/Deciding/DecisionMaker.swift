import Cedar

/// Policies and entities, ready to decide by the evaluation that was asked for.
struct DecisionMaker {
  private let compiled: DecisionPaths?
  private let interpreted: ReferenceAuthorizer?
  private let entities: Entities

  /// - Parameter requests: those that will be decided.
  init(_ policies: PolicySet, _ entities: Entities, _ requests: [AuthorizationRequest], by evaluation: Evaluation) {
    let authorizer = evaluation == .interpreted ? nil : Authorizer(policies, entities)
    compiled = authorizer.map { DecisionPaths($0, requests) }
    interpreted = evaluation == .compiled ? nil : ReferenceAuthorizer(policies)
    self.entities = entities
  }

  /// - Throws: a failure of the engine where the two evaluations differ, on whatever path.
  func decide(_ request: AuthorizationRequest) throws(LineFailure) -> AuthorizationDecision {
    guard let interpreted else { return try decision(compiled?.outcomes(request, by: .request)) }
    let reference = interpreted.outcomes(request, entities)
    let expected = Self.summary(reference)
    for path in compiled == nil ? [] : DecisionPath.allCases {
      guard let outcomes = compiled?.outcomes(request, by: path), Self.summary(outcomes) != expected else { continue }
      throw LineFailure(
        .internal, "\(path) differs: \(Self.summary(outcomes)) where the reference says \(expected)")
    }
    return AuthorizationDecision(reference)
  }

  private func decision(_ outcomes: PolicyOutcomes?) throws(LineFailure) -> AuthorizationDecision {
    guard let outcomes else { throw LineFailure(.internal, "there is no evaluation") }
    return AuthorizationDecision(outcomes)
  }

  /// What each policy said.
  private static func summary(_ outcomes: PolicyOutcomes) -> [[String]] {
    [outcomes.permits, outcomes.forbids, outcomes.failures.map(\.policyID)].map { ids in
      ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }
}
