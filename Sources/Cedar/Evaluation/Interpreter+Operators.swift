extension Interpreter {
  func binary(
    _ operation: BinaryOperator, _ leftSide: Expression, _ rightSide: Expression, _ whole: Expression
  ) throws(EvaluationError) -> Value {
    let left = try evaluate(leftSide)
    let right = try evaluate(rightSide)
    switch operation {
    case .equal: return .bool(left == right)
    case .notEqual: return .bool(left != right)
    case .less: return .bool(try precedes(left, right, operation, whole))
    case .lessOrEqual: return .bool(!(try precedes(right, left, operation, whole)))
    case .greater: return .bool(try precedes(right, left, operation, whole))
    case .greaterOrEqual: return .bool(!(try precedes(left, right, operation, whole)))
    case .within: return .bool(try isWithin(entity(left, leftSide), right, rightSide))
    case .add, .subtract, .multiply:
      return .long(try arithmetic(operation, long(left, leftSide), long(right, rightSide), whole))
    case .contains: return .bool(try set(left, leftSide).contains(right))
    case .containsAll: return .bool(try set(left, leftSide).isSuperset(of: set(right, rightSide)))
    case .containsAny: return .bool(!(try set(left, leftSide).isDisjoint(with: set(right, rightSide))))
    case .getTag: return try tag(string(right, rightSide), of: entity(left, leftSide), whole)
    case .hasTag:
      let subject = try entity(left, leftSide)
      let name = try string(right, rightSide)
      return .bool(entities[subject]?.tags[name] != nil)
    }
  }

  private func precedes(
    _ left: Value, _ right: Value, _ operation: BinaryOperator, _ whole: Expression
  ) throws(EvaluationError) -> Bool {
    switch (left, right) {
    case (.long(let left), .long(let right)): return left < right
    case (.datetime(let left), .datetime(let right)): return left < right
    case (.duration(let left), .duration(let right)): return left < right
    default:
      let kinds = operation == .greater || operation == .lessOrEqual ? (right.kind, left.kind) : (left.kind, right.kind)
      throw failure(.type, "`\(operation.rawValue)` does not compare \(kinds.0) with \(kinds.1)", whole)
    }
  }

  private func arithmetic(
    _ operation: BinaryOperator, _ left: Int64, _ right: Int64, _ whole: Expression
  ) throws(EvaluationError) -> Int64 {
    let result =
      switch operation {
      case .add: left.addingReportingOverflow(right)
      case .subtract: left.subtractingReportingOverflow(right)
      default: left.multipliedReportingOverflow(by: right)
      }
    guard !result.overflow else { throw failure(.overflow, "`\(operation.rawValue)` leaves 64 bits", whole) }
    return result.partialValue
  }

  func negate(_ operand: Expression, _ whole: Expression) throws(EvaluationError) -> Value {
    let result = Int64(0).subtractingReportingOverflow(try long(evaluate(operand), operand))
    guard !result.overflow else { throw failure(.overflow, "`-` leaves 64 bits", whole) }
    return .long(result.partialValue)
  }

  /// Every member of a set is looked at, so that one of the wrong type is an error wherever it stands.
  func isWithin(_ entity: EntityUID, _ container: Value, _ place: Expression) throws(EvaluationError) -> Bool {
    switch container {
    case .entity(let ancestor): return entities.isEntity(entity, within: ancestor)
    case .set(let members):
      var found = false
      for member in members {
        guard case .entity(let ancestor) = member else {
          throw failure(.type, "`in` needs a set of entities; this one holds a value of type \(member.kind)", place)
        }
        found = entities.isEntity(entity, within: ancestor) || found
      }
      return found
    default:
      throw failure(.type, "`in` needs an entity or a set of entities, not a value of type \(container.kind)", place)
    }
  }
}
