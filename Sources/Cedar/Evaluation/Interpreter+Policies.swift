extension Interpreter {
  /// Whether the policy applies to the request. A scope that does not match cannot fail.
  package func isSatisfied(_ policy: StaticPolicy) throws(EvaluationError) -> Bool {
    guard matches(policy.principal, request.principal), matches(policy.action, request.action),
      matches(policy.resource, request.resource)
    else { return false }
    for condition in policy.conditions where try bool(condition.body) != (condition.kind == .when) { return false }
    return true
  }

  func matches(_ constraint: ScopeConstraint, _ entity: EntityUID) -> Bool {
    switch constraint {
    case .any: true
    case .equal(let other): entity == other
    case .within(let ancestor): entities.isEntity(entity, within: ancestor)
    case .type(let type): entity.type == type
    case .typeWithin(let type, let ancestor): entity.type == type && entities.isEntity(entity, within: ancestor)
    }
  }

  func matches(_ constraint: ActionConstraint, _ action: EntityUID) -> Bool {
    switch constraint {
    case .any: true
    case .equal(let other): action == other
    case .within(let ancestor): entities.isEntity(action, within: ancestor)
    case .withinAny(let ancestors): ancestors.contains { entities.isEntity(action, within: $0) }
    }
  }
}
