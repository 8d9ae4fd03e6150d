extension PolicyLayoutBuilder {
  /// From the loosest operators to the tightest; what is loosest is broken first.
  mutating func expression() -> Layout {
    at(word: "if") ? conditional() : disjunction()
  }

  private mutating func conditional() -> Layout {
    var parts: [Layout] = []
    for word in ["if", "then", "else"] where at(word: word) {
      if !parts.isEmpty { parts.append(.line) }
      parts += [take(), .nested(indentation, [.line, expression()])]
    }
    return .group(.sequence(parts))
  }

  private mutating func disjunction() -> Layout {
    joined({ $0.at(.or) }, { $0.conjunction() })
  }

  private mutating func conjunction() -> Layout {
    joined({ $0.at(.and) }, { $0.relation() })
  }

  /// Operands with operators behind them, each on a line of its own where they do not fit on one.
  private mutating func joined(_ isOperator: (Self) -> Bool, _ operand: (inout Self) -> Layout) -> Layout {
    var parts = [operand(&self)]
    while isOperator(self) { parts += [take(before: " "), .line, operand(&self)] }
    return parts.count == 1 ? parts[0] : .group(.sequence(parts))
  }

  /// Also a part of a scope.
  mutating func relation() -> Layout {
    var parts = [sum()]
    while isRelation { parts += [take(before: " "), .nested(indentation, [.line, sum()])] }
    return parts.count == 1 ? parts[0] : .group(.sequence(parts))
  }

  private var isRelation: Bool {
    for sign in [Token.Punctuation.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual] where at(sign) {
      return true
    }
    return at(word: "in") || at(word: "has") || at(word: "like") || at(word: "is")
  }

  private mutating func sum() -> Layout {
    joined({ $0.at(.plus) || $0.at(.minus) }, { $0.product() })
  }

  private mutating func product() -> Layout {
    joined({ $0.at(.star) }, { $0.unary() })
  }

  private mutating func unary() -> Layout {
    var parts: [Layout] = []
    while at(.not) || at(.minus) { parts.append(take()) }
    parts.append(primary())
    while at(.dot) || at(.openBracket) || at(.openParenthesis) || at(.doubleColon) {
      if at(.openParenthesis) {
        parts.append(list(of: { $0.expression() }))
      } else {
        if at(.openBracket) { parts.append(take()) }
        parts += [take(), take()]
      }
    }
    return .sequence(parts)
  }

  private mutating func primary() -> Layout {
    if at(.openParenthesis) { return [take(), .nested(1, expression()), take()] }
    if at(.openBracket) { return list(of: { $0.expression() }) }
    if at(.openBrace) { return list(of: { $0.member() }, spaced: true) }
    return take()
  }

  /// `key: value`
  private mutating func member() -> Layout {
    [take(), take(after: " "), .nested(indentation, expression())]
  }
}
