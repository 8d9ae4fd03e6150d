extension Interpreter {
  func bool(_ expression: Expression) throws(EvaluationError) -> Bool {
    let value = try evaluate(expression)
    guard case .bool(let result) = value else { throw mismatch("Bool", value, expression) }
    return result
  }

  func long(_ value: Value, _ place: Expression) throws(EvaluationError) -> Int64 {
    guard case .long(let result) = value else { throw mismatch("Long", value, place) }
    return result
  }

  func string(_ value: Value, _ place: Expression) throws(EvaluationError) -> CedarString {
    guard case .string(let result) = value else { throw mismatch("String", value, place) }
    return result
  }

  func set(_ value: Value, _ place: Expression) throws(EvaluationError) -> Set<Value> {
    guard case .set(let result) = value else { throw mismatch("Set", value, place) }
    return result
  }

  func entity(_ value: Value, _ place: Expression) throws(EvaluationError) -> EntityUID {
    guard case .entity(let result) = value else { throw mismatch("entity", value, place) }
    return result
  }

  func failure(_ code: EvaluationError.Code, _ message: String, _ place: Expression) -> EvaluationError {
    EvaluationError(code: code, message: message, range: place.range)
  }

  private func mismatch(_ expected: String, _ value: Value, _ place: Expression) -> EvaluationError {
    failure(.type, "expected a value of type \(expected), found \(value.kind)", place)
  }
}
