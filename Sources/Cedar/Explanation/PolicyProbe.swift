/// Finds out how far a policy gets with a request.
struct PolicyProbe {
  let interpreter: Interpreter

  /// Nearer is greater.
  struct Distance: Comparable {
    let matchedParts: Int
    let heldClauses: Int
    /// Of two that got as far, the one about this resource tells more, and then the one about this principal.
    let matchesResource: Bool
    let matchesPrincipal: Bool

    static func < (left: Self, right: Self) -> Bool { left.key.lexicographicallyPrecedes(right.key) }

    private var key: [Int] { [matchedParts, heldClauses, matchesResource ? 1 : 0, matchesPrincipal ? 1 : 0] }
  }

  func distance(_ policy: StaticPolicy) -> Distance {
    let request = interpreter.request
    let principal = interpreter.matches(policy.principal, request.principal)
    let action = interpreter.matches(policy.action, request.action)
    let resource = interpreter.matches(policy.resource, request.resource)
    let parts = [principal, action, resource].count { $0 }
    return Distance(
      matchedParts: parts, heldClauses: parts == 3 ? heldClauses(policy) : 0, matchesResource: resource,
      matchesPrincipal: principal)
  }

  func nearMiss(_ policy: StaticPolicy, _ distance: Distance) -> NearMiss {
    var obstacles = scopeObstacles(policy)
    if obstacles.isEmpty, let clause = unmetClause(policy) { obstacles = [clause] }
    return NearMiss(
      policy: PolicyReference(policy), matchedParts: distance.matchedParts, heldClauses: distance.heldClauses,
      obstacles: obstacles)
  }

  private func scopeObstacles(_ policy: StaticPolicy) -> [Obstacle] {
    let request = interpreter.request
    var obstacles: [Obstacle] = []
    func check(_ constraint: ScopeConstraint, _ variable: Variable, _ entity: EntityUID, _ range: SourceRange) {
      guard !interpreter.matches(constraint, entity) else { return }
      var unmet = constraint
      if case .typeWithin(let type, let ancestor) = constraint {
        unmet = entity.type == type ? .within(ancestor) : .type(type)
      }
      obstacles.append(Obstacle(variable.rawValue + unmet.text, .isFalse, at: range.start, variable: variable))
    }
    check(policy.principal, .principal, request.principal, policy.scopeRanges.principal)
    if !interpreter.matches(policy.action, request.action) {
      obstacles.append(
        Obstacle("action" + policy.action.text, .isFalse, at: policy.scopeRanges.action.start, variable: .action))
    }
    check(policy.resource, .resource, request.resource, policy.scopeRanges.resource)
    return obstacles
  }

  private func heldClauses(_ policy: StaticPolicy) -> Int {
    var held = 0
    for condition in policy.conditions {
      let wanted = condition.kind == .when
      for clause in Self.clauses(condition) {
        guard (try? interpreter.bool(clause)) == wanted else { return held }
        held += 1
      }
    }
    return held
  }

  private func unmetClause(_ policy: StaticPolicy) -> Obstacle? {
    for condition in policy.conditions {
      let wanted = condition.kind == .when
      guard (try? interpreter.bool(condition.body)) != wanted else { continue }
      return ClauseFinder(interpreter: interpreter).obstacle(condition.body, wanted: wanted)
    }
    return nil
  }

  /// What has to hold together: the operands of `&&` in `when`, and of `||` in `unless`.
  private static func clauses(_ condition: Condition) -> [Expression] {
    switch (condition.kind, condition.body.node) {
    case (.when, .and(let operands)), (.unless, .or(let operands)): operands
    default: [condition.body]
    }
  }
}
