extension LayoutBuilder {
  /// All policies, an empty line between each two. Empty lines among the comments before a policy are kept, one at a time.
  mutating func policies() -> Layout {
    var parts: [Layout] = []
    while !isAtEnd {
      if !parts.isEmpty { parts.append(.blankLine) }
      parts.append(comments())
      parts.append(policy())
    }
    parts.append(comments())
    return .sequence(parts)
  }

  /// The comments before a policy or at the end.
  private func comments() -> Layout {
    var parts: [Layout] = []
    for comment in current.leading {
      if comment.followsBlank { parts.append(.blankLine) }
      parts.append(.comments([comment.text]))
    }
    if current.followsBlank, !current.leading.isEmpty, !isAtEnd { parts.append(.blankLine) }
    return .sequence(parts)
  }

  private mutating func policy() -> Layout {
    var parts: [Layout] = []
    var first = true
    while at(.at) {
      parts += [first ? takeBare() : take(), annotation(), .hardLine]
      first = false
    }
    parts += [first ? takeBare() : take(), .space, scope()]
    while !at(.semicolon), !isAtEnd { parts += [.hardLine, condition()] }
    parts.append(take())
    return .sequence(parts)
  }

  private mutating func annotation() -> Layout {
    let name = take()
    guard at(.openParenthesis) else { return name }
    return .sequence([name, take(), take(), take()])
  }

  /// On one line where nothing is asked of the variables, else one line for each.
  private mutating func scope() -> Layout {
    let hasComments = hasCommentsInside
    let open = take()
    var separators: [Layout] = []
    var variables: [Layout] = []
    var isPlain = !hasComments
    while !at(.closeParenthesis), !isAtEnd {
      isPlain = isPlain && (next.kind == .punctuation(.comma) || next.kind == .punctuation(.closeParenthesis))
      variables.append(variable())
      separators.append(at(.comma) ? takeComma(.nothing) : .nothing)
    }
    let lineEnd: Layout = isPlain ? .nothing : .hardLine
    var parts: [Layout] = []
    for (position, variable) in variables.enumerated() {
      parts += [position == 0 ? lineEnd : isPlain ? .space : .hardLine, variable, separators[position]]
    }
    let (comments, bracket) = takeClosing()
    return .sequence([open, .nest(indent, .sequence(parts + [comments])), lineEnd, bracket])
  }

  private mutating func variable() -> Layout {
    var left = take()
    if at(word: "is") {
      let type: [Layout] = [.group(.sequence([.line, take()])), .line, name()]
      left = .sequence([left, .group(.nest(indent, .sequence(type)))])
    }
    guard at(.equal) || at(word: "in") else { return left }
    let test = Layout.group(.sequence([left, .line, take()]))
    return .group(.sequence([test, .nest(indent, .sequence([.line, scopeEntity()]))]))
  }

  /// An entity, a slot or a list of entities, perhaps in parentheses.
  private mutating func scopeEntity() -> Layout {
    if at(.openParenthesis) { return .sequence([take(), .nest(1, scopeEntity()), take()]) }
    guard at(.openBracket) else { return name() }
    guard !hasCommentsInside else { return list() }
    let open = take()
    let items = items(until: .closeBracket) { builder in builder.name() }
    return .sequence([open, .nest(1, items), take()])
  }

  private mutating func condition() -> Layout {
    let keyword = take()
    let lineEnd = hasCommentsInside ? Layout.hardLine : .line
    let open = take()
    let body = Layout.group(expression())
    let (comments, bracket) = takeClosing()
    let block = Layout.group(.sequence([.nest(indent, .sequence([lineEnd, body, comments])), lineEnd, bracket]))
    return .group(.sequence([keyword, .line, open, block]))
  }
}
