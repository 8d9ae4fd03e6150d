extension TypeChecker {
  mutating func binary(_ operation: BinaryOperator, _ left: Term, _ right: Term, _ whole: Term) -> Answer {
    switch operation {
    case .equal: return equal(left, right, whole)
    case .less, .lessOrEqual: return compare(left, right)
    case .within: return within(left, right)
    case .add, .subtract, .multiply:
      let first = expect(.long, of: left) { Hint.arithmetic(operation, for: $0) }
      return Answer(type: .long).after(first, expect(.long, of: right) { Hint.arithmetic(operation, for: $0) })
    case .contains: return contains(left, right, whole)
    case .containsAll, .containsAny: return containsMany(operation, left, right, whole)
    case .getTag: return getTag(left, right, whole)
    // The builder leaves no others.
    case .notEqual, .greater, .greaterOrEqual, .hasTag: return .wrong(.bool)
    }
  }

  private mutating func equal(_ left: Term, _ right: Term, _ whole: Term) -> Answer {
    let first = check(left)
    let second = check(right)
    if let leftType = first.type?.entityType, let rightType = second.type?.entityType, leftType != rightType {
      return Answer(type: .constant(false)).after(first, second)
    }
    if let isEqual = areEqualLiterals(left, right) { return Answer(type: .constant(isEqual)).after(first, second) }
    let isRight = requireBound(first.type, second.type, whole) {
      "`==` compares \($0) with \($1), which are never equal"
    }
    return isRight ? Answer(type: .bool).after(first, second) : .wrong(.bool)
  }

  /// What comparing two literals gives; `nil` where one is not a literal.
  private func areEqualLiterals(_ left: Term, _ right: Term) -> Bool? {
    if let first = literalEntity(left), let second = literalEntity(right) { return first == second }
    guard isLiteral(left) || literalEntity(left) != nil, isLiteral(right) || literalEntity(right) != nil else {
      return nil
    }
    return left.shape == right.shape
  }

  /// `<` and `<=` compare two of one type that has an order.
  private mutating func compare(_ left: Term, _ right: Term) -> Answer {
    let first = check(left)
    let second = check(right)
    guard let leftType = first.type, let rightType = second.type else { return .wrong(.bool) }
    if leftType == rightType, Self.ordered.contains(leftType) { return Answer(type: .bool).after(first, second) }
    let hasOrder = (Self.ordered.contains(leftType), Self.ordered.contains(rightType))
    if rightType == .long || (hasOrder.1 && !hasOrder.0) {
      report(.unexpectedType, at: left, "expected \(rightType), found \(leftType)")
    } else if hasOrder.0 {
      report(.unexpectedType, at: right, "expected \(leftType), found \(rightType)")
    } else {
      report(.unexpectedType, at: left, "expected Long, datetime or duration, found \(leftType)")
      report(.unexpectedType, at: right, "expected Long, datetime or duration, found \(rightType)")
    }
    return .wrong(.bool)
  }

  private static let ordered: [ExpressionType] = [.long, .declared(.datetime), .declared(.duration)]

  private mutating func contains(_ left: Term, _ right: Term, _ whole: Term) -> Answer {
    let container = expect(.set, of: left, hint: Hint.membership)
    let member = check(right)
    let isRight = requireBound(container.type?.element, member.type, whole) {
      "`contains` looks in a set of \($0) for \($1), which is never there"
    }
    return isRight ? Answer(type: .bool).after(container, member) : .wrong(.bool)
  }

  private mutating func containsMany(
    _ operation: BinaryOperator, _ left: Term, _ right: Term, _ whole: Term
  ) -> Answer {
    let container = expect(.set, of: left, hint: Hint.membership)
    let members = expect(.set, of: right) { _ in "`contains` looks for a single member" }
    let isRight = requireBound(container.type, members.type, whole) {
      "`\(operation.rawValue)` compares \($0) with \($1), which have no members in common"
    }
    return isRight ? Answer(type: .bool).after(container, members) : .wrong(.bool)
  }
}
