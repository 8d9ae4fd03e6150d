extension TypeChecker {
  /// Checks a term whose type its place prescribes. The answer has no type when it is another one.
  mutating func expect(
    _ expectation: TypeExpectation, of term: Term, hint: (ExpressionType) -> String? = { _ in nil }
  ) -> Answer {
    let answer = check(term)
    guard let type = answer.type else { return answer }
    guard expectation.accepts(type) else {
      report(.unexpectedType, at: term, "expected \(expectation), found \(type)", help: hint(type))
      return .wrong()
    }
    return answer
  }

  /// Reports two types that have nothing in common where they must.
  mutating func requireBound(
    _ left: ExpressionType?, _ right: ExpressionType?, _ whole: Term, _ message: (String, String) -> String
  ) -> Bool {
    guard let left, let right, ExpressionType.leastUpperBound(left, right) == nil else { return true }
    report(
      .incompatibleTypes, at: whole, message(left.description, right.description), help: Hint.incompatible(left, right))
    return false
  }

  func isLiteral(_ term: Term) -> Bool {
    switch term.node {
    case .boolean, .long, .string, .entity: true
    default: false
    }
  }

  /// The entity that a term names, be it as the action of the request.
  func literalEntity(_ term: Term) -> EntityUID? {
    switch term.node {
    case .entity(let uid): uid
    case .variable(.action): environment.action
    default: nil
    }
  }
}
