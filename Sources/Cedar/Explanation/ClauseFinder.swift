/// Finds the innermost clause that keeps a condition from holding.
struct ClauseFinder {
  let interpreter: Interpreter

  /// - Precondition: the expression is not `wanted`: it has the other value, or it fails.
  func obstacle(_ expression: Expression, wanted: Bool) -> Obstacle {
    let clause = clause(expression, wanted: wanted)
    let position = clause.range.start
    do throws(EvaluationError) {
      let isTrue = try interpreter.bool(clause)
      return Obstacle(
        clause.description, isTrue ? .isTrue : .isFalse, at: position, missing: isTrue ? [] : absent(clause))
    } catch {
      let missing = missing(place(of: error, in: clause), error.code)
      return Obstacle(
        clause.description, .failed(reason(error, missing)), at: position, missing: missing.map { [$0] } ?? [])
    }
  }

  private func value(_ expression: Expression) -> Bool? { try? interpreter.bool(expression) }

  /// Goes down to the operand that decides.
  func clause(_ expression: Expression, wanted: Bool) -> Expression {
    switch expression.node {
    case .and(let operands), .or(let operands):
      guard let decisive = operands.first(where: { value($0) != isConjunction(expression) }) else { return expression }
      // All operands of a conjunction hold, or none of a disjunction: the whole of it is what is not wanted.
      guard value(decisive) == nil || isConjunction(expression) == wanted else { return expression }
      return clause(decisive, wanted: wanted)
    case .not(let operand): return clause(operand, wanted: !wanted)
    case .conditional(let condition, let then, let otherwise):
      guard let isThen = value(condition) else { return clause(condition, wanted: true) }
      let branch = isThen ? then : otherwise
      if case .literal = branch.node { return clause(condition, wanted: !isThen) }
      return clause(branch, wanted: wanted)
    default: return expression
    }
  }

  private func isConjunction(_ expression: Expression) -> Bool {
    if case .and = expression.node { true } else { false }
  }

  /// The innermost expression that fails so.
  private func place(of error: EvaluationError, in expression: Expression) -> Expression {
    var place = expression
    while let inner = place.node.children.first(where: { self.error($0) == error }) { place = inner }
    return place
  }

  private func error(_ expression: Expression) -> EvaluationError? {
    do throws(EvaluationError) {
      _ = try interpreter.evaluate(expression)
      return nil
    } catch {
      return error
    }
  }

  /// Messages of the interpreter may name an entity or a tag that is an attribute's value; those are told by `missing`.
  private func reason(_ error: EvaluationError, _ missing: MissingAttribute?) -> String {
    switch error.code {
    case .entityMissing, .attributeMissing, .tagMissing: missing?.description ?? "it looks for what is not there"
    case .type, .overflow, .extensionValue: error.message
    }
  }
}
