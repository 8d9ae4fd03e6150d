/// Evaluates expressions by walking their tree: the language's meaning, as plainly as it can be written.
package struct Interpreter: Sendable {
  package let request: AuthorizationRequest
  package let entities: Entities

  package init(_ request: AuthorizationRequest, _ entities: Entities) {
    self.request = request
    self.entities = entities
  }

  /// Evaluates an expression. Its depth bounds the recursion.
  package func evaluate(_ expression: Expression) throws(EvaluationError) -> Value {
    switch expression.node {
    case .literal(let value): return value
    case .variable(let variable): return value(of: variable)
    case .not(let operand): return .bool(!(try bool(operand)))
    case .negate(let operand): return try negate(operand, expression)
    case .and(let operands): return .bool(try all(operands))
    case .or(let operands): return .bool(try any(operands))
    case .conditional(let condition, let then, let otherwise):
      return try bool(condition) ? try evaluate(then) : try evaluate(otherwise)
    case .binary(let operation, let left, let right): return try binary(operation, left, right, expression)
    case .isEmpty(let operand): return .bool(try set(evaluate(operand), operand).isEmpty)
    case .attribute(let subject, let name): return try attribute(name, of: evaluate(subject), expression)
    case .has(let subject, let path): return .bool(try has(path, evaluate(subject), subject))
    case .like(let operand, let pattern): return .bool(pattern.matches(try string(evaluate(operand), operand)))
    case .isType(let operand, let type, let within): return .bool(try isType(operand, type, within))
    case .set(let members): return .set(Set(try evaluate(members)))
    case .record(let members): return .record(try record(members))
    case .call(let function, let arguments): return try call(function, arguments, expression)
    }
  }

  private func value(of variable: Variable) -> Value {
    switch variable {
    case .principal: .entity(request.principal)
    case .action: .entity(request.action)
    case .resource: .entity(request.resource)
    case .context: .record(request.context)
    }
  }

  private func evaluate(_ expressions: [Expression]) throws(EvaluationError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(expressions.count)
    for expression in expressions { values.append(try evaluate(expression)) }
    return values
  }

  private func record(_ members: [(key: CedarString, value: Expression)]) throws(EvaluationError) -> Value.Record {
    var record = Value.Record(minimumCapacity: members.count)
    for member in members { record[member.key] = try evaluate(member.value) }
    return record
  }

  /// What the left side decides leaves the right side unevaluated and untyped.
  private func all(_ operands: [Expression]) throws(EvaluationError) -> Bool {
    for operand in operands where !(try bool(operand)) { return false }
    return true
  }

  private func any(_ operands: [Expression]) throws(EvaluationError) -> Bool {
    for operand in operands where try bool(operand) { return true }
    return false
  }

  private func isType(
    _ operand: Expression, _ type: EntityType, _ within: Expression?
  ) throws(EvaluationError) -> Bool {
    let entity = try entity(evaluate(operand), operand)
    guard entity.type == type else { return false }
    guard let within else { return true }
    return try isWithin(entity, evaluate(within), within)
  }

  private func call(
    _ function: ExtensionFunction, _ arguments: [Expression], _ expression: Expression
  ) throws(EvaluationError) -> Value {
    let values = try evaluate(arguments)
    do throws(ExtensionFunction.Failure) {
      return try function(values)
    } catch {
      throw failure(error.code, error.message, expression)
    }
  }
}
