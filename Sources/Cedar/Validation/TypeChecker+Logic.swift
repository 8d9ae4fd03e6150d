extension TypeChecker {
  mutating func not(_ operand: Term) -> Answer {
    let inner = expect(.bool, of: operand)
    guard let type = inner.type else { return .wrong(.bool) }
    if case .constant(let value) = type { return Answer(type: .constant(!value)).after(inner) }
    return Answer(type: .bool).after(inner)
  }

  /// What stands after a false operand is neither evaluated nor checked. What is learned of an operand holds after it.
  mutating func and(_ operands: [Term]) -> Answer {
    var whole = expect(.bool, of: operands[0])
    var learned = whole.learned
    var added: [Term.Shape] = []
    assume(whole.learned, &added)
    for operand in operands.dropFirst() where whole.type != .constant(false) {
      let answer = expect(.bool, of: operand)
      assume(answer.learned, &added)
      learned.formUnion(answer.learned)
      whole = Answer(type: Self.conjunction(whole.type, answer.type)).after(whole, answer)
    }
    known.subtract(added)
    whole.learned = whole.isRight && whole.type != .constant(false) ? learned : []
    return whole
  }

  /// The type of `first && second`, where the first is not false.
  static func conjunction(_ first: ExpressionType?, _ second: ExpressionType?) -> ExpressionType {
    guard let first, let second else { return .bool }
    return switch (first, second) {
    case (_, .constant(false)), (.constant(true), _): second
    case (_, .constant(true)): first
    default: .bool
    }
  }

  mutating func or(_ operands: [Term]) -> Answer {
    var whole = expect(.bool, of: operands[0])
    for operand in operands.dropFirst() where whole.type != .constant(true) {
      whole = Self.disjunction(whole, expect(.bool, of: operand))
    }
    return whole
  }

  private static func disjunction(_ first: Answer, _ second: Answer) -> Answer {
    guard let left = first.type, let right = second.type else { return .wrong(.bool) }
    let whole =
      switch (left, right) {
      case (_, .constant(true)), (.constant(false), _): Answer(type: right, learned: second.learned)
      case (_, .constant(false)): Answer(type: left, learned: first.learned)
      default: Answer(type: .bool, learned: common(first.learned, second.learned))
      }
    return whole.after(first, second)
  }

  mutating func conditional(_ condition: Term, _ then: Term, _ otherwise: Term, _ whole: Term) -> Answer {
    let test = expect(.bool, of: condition)
    if test.type == .constant(false) { return check(otherwise).after(test) }
    var added: [Term.Shape] = []
    assume(test.learned, &added)
    var first = check(then)
    known.subtract(added)
    if first.isRight { first.learned.formUnion(test.learned) }
    if test.type == .constant(true) { return first.after(test) }
    let second = check(otherwise)
    guard let left = first.type, let right = second.type else { return .wrong() }
    guard let bound = ExpressionType.leastUpperBound(left, right) else {
      report(
        .incompatibleTypes, at: whole,
        "the branches of `if` have the types \(left) and \(right), which do not go together",
        help: Hint.incompatible(left, right))
      return .wrong()
    }
    return Answer(type: bound, learned: Self.common(first.learned, second.learned)).after(test, first, second)
  }

  /// Adds to what is known, and to `added` what was not known before.
  private mutating func assume(_ learned: Set<Term.Shape>, _ added: inout [Term.Shape]) {
    for shape in learned where known.insert(shape).inserted { added.append(shape) }
  }

  private static func common(_ first: Set<Term.Shape>, _ second: Set<Term.Shape>) -> Set<Term.Shape> {
    first.count < second.count ? first.filter(second.contains) : second.filter(first.contains)
  }
}

extension TypeChecker {
  /// The type of all conditions together, `first && (second && …)`.
  mutating func conjunction(_ conditions: [Term]) -> ExpressionType {
    var types: [ExpressionType?] = []
    var added: [Term.Shape] = []
    for condition in conditions where types.last != .constant(false) {
      let answer = expect(.bool, of: condition)
      assume(answer.learned, &added)
      types.append(answer.type)
    }
    known.subtract(added)
    guard let last = types.popLast() else { return .constant(true) }
    return types.reversed().reduce(last ?? .bool) { Self.conjunction($1, $0) }
  }
}
