import Cedar

/// Makes conditions speak of a tool by both of its names. What compares `resource`, or `resource.name`, compares either
/// name instead, so that a negation (`unless { resource == Tool::"delete" }`) cannot be escaped through the other name.
/// The scope needs no such care: it is matched under each name. Where neither is compared, `misplaced` finds them.
enum NameRewriter {
  /// The attributes of the resource that hold its names as entities. No policy text spells them by accident.
  static let namesAttribute: CedarString = "\u{0}names"
  static let advertisedAttribute: CedarString = "\u{0}advertised"
  static let originalAttribute: CedarString = "\u{0}original"

  static func rewrite(_ expression: Expression) -> Expression {
    let inner = expression.mapChildren(rewrite)
    return replacement(inner).map { Expression($0, inner.range) } ?? inner
  }

  private static func replacement(_ expression: Expression) -> Expression.Node? {
    switch expression.node {
    case .binary(.equal, let left, let right):
      return comparison(left, right)
    case .binary(.notEqual, let left, let right):
      return comparison(left, right).map { .not(Expression($0, expression.range)) }
    case .binary(.contains, let set, let member):
      return names(member).map { .binary(.containsAny, set, $0) }
    case .binary(.within, let left, let right):
      if let (advertised, original) = entities(left) {
        let tests = [advertised, original].map { Expression(.binary(.within, $0, right), expression.range) }
        return .or(tests)
      }
      return entities(right) != nil ? names(right).map { .binary(.within, left, $0) } : nil
    case .isType(let operand, let type, .some(let container)):
      guard let (advertised, original) = entities(operand) else {
        return isResource(container) ? .isType(operand, type, within: names(container)) : nil
      }
      return .or([advertised, original].map { Expression(.isType($0, type, within: container), expression.range) })
    case .like(let operand, let pattern):
      guard isName(operand), let original = originalName(operand) else { return nil }
      return .or([operand, original].map { Expression(.like($0, pattern), expression.range) })
    default:
      return nil
    }
  }

  private static func comparison(_ left: Expression, _ right: Expression) -> Expression.Node? {
    if let names = names(left) { return .binary(.contains, names, right) }
    return names(right).map { .binary(.contains, $0, left) }
  }

  /// Both names as a set, where the expression is `resource` or `resource.name`.
  private static func names(_ expression: Expression) -> Expression? {
    if isResource(expression) { return Expression(.attribute(expression, namesAttribute), expression.range) }
    guard isName(expression), let original = originalName(expression) else { return nil }
    return Expression(.set([expression, original]), expression.range)
  }

  private static func entities(_ expression: Expression) -> (Expression, Expression)? {
    guard isResource(expression) else { return nil }
    return (
      Expression(.attribute(expression, advertisedAttribute), expression.range),
      Expression(.attribute(expression, originalAttribute), expression.range)
    )
  }

  static func isResource(_ expression: Expression) -> Bool {
    if case .variable(.resource) = expression.node { true } else { false }
  }

  static func isName(_ expression: Expression) -> Bool {
    if case .attribute(let subject, "name") = expression.node { isResource(subject) } else { false }
  }

  private static func originalName(_ name: Expression) -> Expression? {
    guard case .attribute(let subject, _) = name.node else { return nil }
    return Expression(.attribute(subject, "original_name"), name.range)
  }
}
