import Cedar

extension StaticPolicy {
  /// Where its conditions read an argument: every `context.arg_…` and `resource.arg_…`.
  var argumentReads: Set<SourceRange> {
    var ranges: Set<SourceRange> = []
    func walk(_ expression: Expression) {
      if case .attribute(let subject, let name) = expression.node, name.string.hasPrefix("arg_") {
        switch subject.node {
        case .variable(.context), .variable(.resource): ranges.insert(expression.range)
        default: break
        }
      }
      expression.node.children.forEach(walk)
    }
    conditions.forEach { walk($0.body) }
    return ranges
  }
}
