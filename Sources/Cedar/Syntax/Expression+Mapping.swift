extension Expression {
  /// This expression with each direct operand replaced. Places stay, so that errors still point at what was written.
  package func mapChildren(_ transform: (Expression) -> Expression) -> Expression {
    let replaced: Node =
      switch node {
      case .literal, .variable: node
      case .not(let operand): .not(transform(operand))
      case .negate(let operand): .negate(transform(operand))
      case .and(let operands): .and(operands.map(transform))
      case .or(let operands): .or(operands.map(transform))
      case .conditional(let condition, let then, let otherwise):
        .conditional(condition: transform(condition), then: transform(then), otherwise: transform(otherwise))
      case .binary(let operation, let left, let right): .binary(operation, transform(left), transform(right))
      case .isEmpty(let operand): .isEmpty(transform(operand))
      case .attribute(let subject, let name): .attribute(transform(subject), name)
      case .has(let subject, let path): .has(transform(subject), path)
      case .like(let operand, let pattern): .like(transform(operand), pattern)
      case .isType(let operand, let type, let within): .isType(transform(operand), type, within: within.map(transform))
      case .set(let members): .set(members.map(transform))
      case .record(let members): .record(members.map { ($0.key, transform($0.value)) })
      case .call(let function, let arguments): .call(function, arguments.map(transform))
      }
    return Expression(replaced, range)
  }
}

extension StaticPolicy {
  /// This policy with the body of each condition replaced.
  package func mapConditions(_ transform: (Expression) -> Expression) -> StaticPolicy {
    StaticPolicy(
      id: id, annotations: annotations, effect: effect, principal: principal, action: action, resource: resource,
      conditions: conditions.map { Condition($0.kind, transform($0.body), $0.range) },
      source: source, range: range, scopeRanges: scopeRanges, link: link)
  }
}
