import Cedar

extension NameRewriter {
  /// Where a condition uses `resource` or its name as a value instead of comparing it, in the order of the text. There
  /// `rewrite` cannot put both names in place of one, so that a condition would speak of one name alone. In a forbid,
  /// `resource` may be a member of a set: the forbid is asked under each name, and nothing takes a member out of a set
  /// again to read its name.
  /// - Parameter expression: as it was written.
  static func misplaced(_ expression: Expression, _ effect: Effect) -> [Expression] {
    if isResource(expression) || isName(expression) { return [expression] }
    return unpaired(expression, effect).flatMap { misplaced($0, effect) }
  }

  /// What is wrong at a place that `misplaced` found, and what to write there.
  static func advice(_ misplaced: Expression) -> String {
    let (name, forms) =
      isResource(misplaced)
      ? ("resource", "`resource == …`, `resource in […]` or `[…].contains(resource)`")
      : ("resource.name", "`resource.name == …`, `resource.name like …` or `[…].contains(resource.name)`")
    return "`\(name)` is used as a value here, which would speak of only one of its two names; "
      + "compare it directly instead: \(forms)"
  }

  /// The operands without those that stand where both names count, or where the name does not matter.
  private static func unpaired(_ expression: Expression, _ effect: Effect) -> [Expression] {
    switch expression.node {
    case .attribute, .has, .isType, .binary(.within, _, _):
      return expression.node.children.filter { !isResource($0) }
    case .like:
      return expression.node.children.filter { !isName($0) }
    case .binary(.equal, let left, let right), .binary(.notEqual, let left, let right):
      return [left, right].filter { !isResource($0) && !isName($0) }
    case .binary(.contains, let set, let member):
      return isResource(member) || isName(member) ? [set] : [set, member]
    case .binary(.hasTag, let subject, let tag), .binary(.getTag, let subject, let tag):
      return isResource(subject) ? [tag] : [subject, tag]
    case .set(let members) where effect == .forbid:
      return members.filter { !isResource($0) }
    default:
      return expression.node.children
    }
  }
}
