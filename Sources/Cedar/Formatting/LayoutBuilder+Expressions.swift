extension LayoutBuilder {
  mutating func expression() -> Layout {
    guard at(word: "if") else { return chain(.or) { builder in builder.chain(.and) { $0.relation() } } }
    var parts: [Layout] = []
    for position in 0..<3 {
      if position > 0 { parts.append(.line) }
      parts += [take(), .nest(indent, .sequence([.line, expression()]))]
    }
    return .group(.sequence(parts))
  }

  /// Operands with a break after each operator.
  private mutating func chain(_ sign: Token.Punctuation, _ operand: (inout Self) -> Layout) -> Layout {
    let first = operand(&self)
    guard at(sign) else { return first }
    var parts = [first]
    while at(sign) { parts += operation(operand) }
    return .sequence(parts)
  }

  private mutating func relation() -> Layout {
    let left = sum()
    switch current.kind {
    case .punctuation(.equal), .punctuation(.notEqual), .punctuation(.less), .punctuation(.lessOrEqual),
      .punctuation(.greater), .punctuation(.greaterOrEqual):
      return .sequence([left, .space, take(), .space, sum()])
    case .identifier where at(word: "in"):
      return .sequence([left, .space, take(), .space, sum()])
    case .identifier where at(word: "has") || at(word: "like"):
      return .group(.sequence([left, .line, take(), .line, .nest(indent, member())]))
    case .identifier where at(word: "is"):
      let parts: [Layout] = [left, .space, take(), .space, .nest(indent, name())]
      guard at(word: "in") else { return .group(.sequence(parts)) }
      return .group(.sequence(parts + [.line, take(), .space, .nest(indent, sum())]))
    default: return left
    }
  }

  private mutating func sum() -> Layout {
    arithmetic([.plus, .minus]) { builder in builder.arithmetic([.star]) { $0.unary() } }
  }

  private mutating func arithmetic(
    _ signs: [Token.Punctuation], _ operand: (inout Self) -> Layout
  ) -> Layout {
    let first = operand(&self)
    guard signs.contains(where: at) else { return first }
    var parts = [first]
    while signs.contains(where: at) { parts += operation(operand) }
    return .group(.sequence(parts))
  }

  /// An operator and its right operand.
  private mutating func operation(_ operand: (inout Self) -> Layout) -> [Layout] {
    let separator = followsComment ? Layout.space : .line
    return [.space, take(), separator, operand(&self)]
  }

  private mutating func unary() -> Layout {
    guard at(.not) || at(.minus) else { return member() }
    var parts: [Layout] = []
    while at(.not) || at(.minus) { parts.append(take()) }
    return .sequence(parts + [member()])
  }

  private mutating func member() -> Layout {
    let subject = primary()
    var accesses: [Layout] = []
    while true {
      if at(.dot) {
        accesses.append(.sequence([take(), take(), at(.openParenthesis) ? list() : .nothing]))
      } else if at(.openBracket) {
        accesses.append(.sequence([take(), take(), take()]))
      } else if accesses.isEmpty, at(.openParenthesis) {
        accesses.append(list())
      } else {
        break
      }
    }
    guard let first = accesses.first else { return subject }
    let rest = accesses.dropFirst().flatMap { [.softLine, $0] }
    return .group(.sequence([subject, first, .nest(indent, .sequence(rest))]))
  }

  private mutating func primary() -> Layout {
    if at(.openParenthesis) { return .group(.sequence([take(), .nest(1, expression()), take()])) }
    if at(.openBracket) { return list() }
    if at(.openBrace) { return record() }
    return name()
  }

  /// A literal, a variable, an entity or the name of a type or function.
  mutating func name() -> Layout {
    var parts = [take()]
    while at(.doubleColon) { parts += [take(), take()] }
    return .sequence(parts)
  }

  /// The members of a set, or the arguments of a call.
  mutating func list() -> Layout {
    let hasComments = hasCommentsInside
    let close: Token.Punctuation = at(.openBracket) ? .closeBracket : .closeParenthesis
    let open = take()
    guard !at(close) || hasComments else { return .sequence([open, take()]) }
    let items = items(until: close) { builder in .group(builder.expression()) }
    let (comments, bracket) = takeClosing()
    return .group(.sequence([open, .nest(indent, .sequence([.softLine, items, comments])), .softLine, bracket]))
  }

  private mutating func record() -> Layout {
    let hasComments = hasCommentsInside
    let open = take()
    guard !at(.closeBrace) || hasComments else { return .sequence([open, take()]) }
    let items = items(until: .closeBrace) { builder in
      .sequence([builder.take(), builder.take(), .space, .group(builder.expression())])
    }
    let (comments, bracket) = takeClosing()
    return .group(.sequence([open, .nest(indent, .sequence([.line, items, comments])), .line, bracket]))
  }

  /// What stands between brackets, with a break after each comma.
  mutating func items(until close: Token.Punctuation, _ item: (inout Self) -> Layout) -> Layout {
    var parts: [Layout] = []
    while !at(close), !isAtEnd {
      parts.append(item(&self))
      if at(.comma) { parts.append(takeComma(.line)) }
    }
    return .sequence(parts)
  }
}
