/// A policy's conditions as one list of conjuncts, and its scope with what the first of them say about it.
struct PolicyConditions {
  struct Conjunct {
    let expression: Expression
    /// The value that it must have.
    let sense: Bool
  }

  private(set) var principal: ScopeConstraint
  private(set) var action: ActionConstraint
  private(set) var resource: ScopeConstraint
  private(set) var conjuncts: [Conjunct] = []

  init(_ policy: StaticPolicy) {
    principal = policy.principal
    action = policy.action
    resource = policy.resource
    for condition in policy.conditions { flatten(condition.body, condition.kind == .when) }
    hoist()
  }

  private mutating func flatten(_ expression: Expression, _ sense: Bool) {
    switch expression.node {
    case .and(let operands) where sense: for operand in operands { flatten(operand, true) }
    case .or(let operands) where !sense: for operand in operands { flatten(operand, false) }
    case .not(let operand): flatten(operand, !sense)
    default: conjuncts.append(Conjunct(expression: expression, sense: sense))
    }
  }

  /// Moves leading conjuncts into an open part of the scope, where the index finds them. Like the scope itself they
  /// cannot fail, and nothing that stands before them can.
  private mutating func hoist() {
    var hoisted = 0
    while hoisted < conjuncts.count, conjuncts[hoisted].sense, hoist(conjuncts[hoisted].expression) { hoisted += 1 }
    conjuncts.removeFirst(hoisted)
  }

  private mutating func hoist(_ expression: Expression) -> Bool {
    switch expression.node {
    case .binary(.equal, let left, let right):
      return Self.variable(left, right).map { narrow($0, to: .equal($1)) }
        ?? Self.variable(right, left).map { narrow($0, to: .equal($1)) } ?? false
    case .binary(.within, let left, let right):
      return Self.variable(left, right).map { narrow($0, to: .within($1)) } ?? false
    case .isType(let operand, let type, nil):
      guard case .variable(let variable) = operand.node else { return false }
      return narrow(variable, to: .type(type))
    default: return false
    }
  }

  private static func variable(_ side: Expression, _ other: Expression) -> (Variable, EntityUID)? {
    guard case .variable(let variable) = side.node, case .literal(.entity(let uid)) = other.node else { return nil }
    return (variable, uid)
  }

  private mutating func narrow(_ variable: Variable, to constraint: ScopeConstraint) -> Bool {
    switch (variable, constraint) {
    case (.principal, _) where principal == .any: principal = constraint
    case (.resource, _) where resource == .any: resource = constraint
    case (.action, .equal(let uid)) where action == .any: action = .equal(uid)
    case (.action, .within(let uid)) where action == .any: action = .within(uid)
    default: return false
    }
    return true
  }
}
