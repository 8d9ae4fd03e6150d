extension Workspace {
  /// What the last decision found, by the policies' identifiers.
  /// - Parameters:
  ///   - describe: the error of a failure, as far as the policy's code tells it.
  func outcomes(
    _ program: Program, describe: (StaticPolicy, Failure) -> EvaluationError
  ) -> PolicyOutcomes {
    var outcomes = PolicyOutcomes()
    outcomes.permits = permits.elements.map { program.policies[Int($0)].id }
    outcomes.forbids = forbids.elements.map { program.policies[Int($0)].id }
    outcomes.failures = failures.elements.map { failure in
      let policy = program.policies[Int(failure.policy)]
      return PolicyFailure(policyID: policy.id, effect: policy.effect, error: describe(policy, failure))
    }
    return outcomes
  }
}

extension EvaluationError.Code {
  /// What is known of a failure without looking at it again.
  var sentence: String {
    switch self {
    case .type: "an operand has the wrong type, or a call the wrong number of arguments"
    case .overflow: "the result leaves 64 bits"
    case .entityMissing: "the entity is not known"
    case .attributeMissing: "there is no such attribute"
    case .tagMissing: "there is no such tag"
    case .extensionValue: "the argument is malformed"
    }
  }
}
