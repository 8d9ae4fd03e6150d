/// Makes terms of a policy's expressions and numbers their shapes.
struct TermBuilder {
  private enum Part: Hashable {
    case kind(String)
    case shape(Term.Shape)
    case string(CedarString)
    case number(Int64)
    case type(EntityType)
    case pattern(Pattern)
    case value(Value)
  }

  private var shapes: [[Part]: Term.Shape] = [:]

  mutating func term(_ expression: Expression) -> Term {
    let range = expression.range
    switch expression.node {
    case .literal(let value): return literal(value, range)
    case .variable(let variable): return make(.variable(variable), [.kind(variable.rawValue)], range)
    case .not(let operand): return not(term(operand), range)
    case .negate(let operand): return unary("-", term(operand), range) { .negate($0) }
    case .and(let operands): return and(terms(operands), range)
    case .or(let operands): return or(terms(operands), range)
    case .conditional(let condition, let then, let otherwise):
      let parts = terms([condition, then, otherwise])
      return make(
        .conditional(condition: parts[0], then: parts[1], otherwise: parts[2]),
        [.kind("if")] + parts.map { .shape($0.shape) }, range)
    case .binary(let operation, let left, let right): return binary(operation, term(left), term(right), range)
    case .isEmpty(let operand): return unary("isEmpty", term(operand), range) { .isEmpty($0) }
    case .attribute(let subject, let name): return attribute(term(subject), name, range)
    case .has(let subject, let path): return has(term(subject), path, range)
    case .like(let operand, let pattern):
      let operand = term(operand)
      return make(.like(operand, pattern), [.kind("like"), .shape(operand.shape), .pattern(pattern)], range)
    case .isType(let operand, let type, let container): return isType(term(operand), type, within: container, range)
    case .set(let members):
      let members = terms(members)
      return make(.set(members), [.kind("[]")] + members.map { .shape($0.shape) }, range)
    case .record(let members): return record(members, range)
    case .call(let function, let arguments):
      let arguments = terms(arguments)
      return make(
        .call(function, arguments), [.kind(function.rawValue)] + arguments.map { .shape($0.shape) }, range)
    }
  }

  private mutating func terms(_ expressions: [Expression]) -> [Term] { expressions.map { term($0) } }

  private mutating func make(_ node: Term.Node, _ parts: [Part], _ range: SourceRange) -> Term {
    Term(node: node, shape: shape(parts), range: range)
  }

  private mutating func shape(_ parts: [Part]) -> Term.Shape {
    if let shape = shapes[parts] { return shape }
    let shape = Term.Shape(number: shapes.count)
    shapes[parts] = shape
    return shape
  }
}

extension TermBuilder {
  private mutating func literal(_ value: Value, _ range: SourceRange) -> Term {
    let node: Term.Node =
      switch value {
      case .bool(let value): .boolean(value)
      case .long: .long
      case .string(let string): .string(string)
      case .entity(let uid): .entity(uid)
      case .decimal: .value(.decimal)
      case .ip: .value(.ipaddr)
      case .datetime: .value(.datetime)
      case .duration: .value(.duration)
      case .set(let members): .set(members.map { literal($0, range) })
      case .record(let members):
        .record(members.sorted { $0.key < $1.key }.map { ($0.key, literal($0.value, range)) })
      }
    return make(node, [.value(value)], range)
  }

  private mutating func unary(
    _ kind: String, _ operand: Term, _ range: SourceRange, _ node: (Term) -> Term.Node
  ) -> Term {
    make(node(operand), [.kind(kind), .shape(operand.shape)], range)
  }

  private mutating func not(_ operand: Term, _ range: SourceRange) -> Term {
    unary("!", operand, range) { .not($0) }
  }

  /// `a && b && c` is `(a && b) && c`, however it was written.
  private mutating func and(_ operands: [Term], _ range: SourceRange) -> Term {
    var operands = operands
    if case .and(let first) = operands[0].node { operands.replaceSubrange(0..<1, with: first) }
    operands = folded(operands, range) { $0 && $1 }
    guard operands.count > 1 else { return operands[0] }
    return make(.and(operands), [.kind("&&")] + operands.map { .shape($0.shape) }, range)
  }

  private mutating func or(_ operands: [Term], _ range: SourceRange) -> Term {
    var operands = operands
    if case .or(let first) = operands[0].node { operands.replaceSubrange(0..<1, with: first) }
    operands = folded(operands, range) { $0 || $1 }
    guard operands.count > 1 else { return operands[0] }
    return make(.or(operands), [.kind("||")] + operands.map { .shape($0.shape) }, range)
  }

  /// The operands with those literals that stand first as one: the official parser makes a literal of `true && false`,
  /// and what is said of literals holds for it.
  private mutating func folded(
    _ operands: [Term], _ range: SourceRange, _ combine: (Bool, Bool) -> Bool
  ) -> [Term] {
    var value: Bool?
    let rest = operands.drop { operand in
      guard case .boolean(let next) = operand.node else { return false }
      value = value.map { combine($0, next) } ?? next
      return true
    }
    guard let value, operands.count - rest.count > 1 else { return operands }
    return [literal(.bool(value), range)] + rest
  }

  private mutating func binary(
    _ operation: BinaryOperator, _ left: Term, _ right: Term, _ range: SourceRange
  ) -> Term {
    switch operation {
    case .notEqual: return not(binary(.equal, left, right, range), range)
    case .greater: return not(binary(.lessOrEqual, left, right, range), range)
    case .greaterOrEqual: return not(binary(.less, left, right, range), range)
    case .hasTag:
      let access = shape([.kind("getTag"), .shape(left.shape), .shape(right.shape)])
      return make(
        .hasTag(left, right, access: access), [.kind("hasTag"), .shape(left.shape), .shape(right.shape)], range)
    default:
      return make(
        .binary(operation, left, right), [.kind(operation.rawValue), .shape(left.shape), .shape(right.shape)], range)
    }
  }

  private mutating func attribute(_ subject: Term, _ name: CedarString, _ range: SourceRange) -> Term {
    make(.attribute(subject, name), [.kind("."), .shape(subject.shape), .string(name)], range)
  }

  /// `e has a.b` is `e has a && e.a has b`.
  private mutating func has(_ subject: Term, _ path: [CedarString], _ range: SourceRange) -> Term {
    var subject = subject
    var steps: [Term] = []
    for name in path {
      let access = attribute(subject, name, range)
      steps.append(
        make(
          .has(subject, name, access: access.shape), [.kind("has"), .shape(subject.shape), .string(name)], range))
      subject = access
    }
    return steps.count == 1 ? steps[0] : and(steps, range)
  }

  /// `e is T in f` is `e is T && e in f`.
  private mutating func isType(
    _ operand: Term, _ type: EntityType, within container: Expression?, _ range: SourceRange
  ) -> Term {
    let test = make(.isType(operand, type), [.kind("is"), .shape(operand.shape), .type(type)], range)
    guard let container else { return test }
    return and([test, binary(.within, operand, term(container), range)], range)
  }

  /// Attributes are in the order of their names: that is a record's shape.
  private mutating func record(_ members: [(key: CedarString, value: Expression)], _ range: SourceRange) -> Term {
    var parts: [(key: CedarString, value: Term)] = []
    for member in members { parts.append((member.key, term(member.value))) }
    parts.sort { $0.key < $1.key }
    return make(
      .record(parts), [.kind("{}")] + parts.flatMap { [.string($0.key), .shape($0.value.shape)] }, range)
  }
}
