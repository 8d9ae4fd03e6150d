extension Parser {
  func failure(_ message: String, at position: SourcePosition, code: Diagnostic.Code = .syntax) -> Diagnostic {
    Diagnostic(code, message, source: source, at: position)
  }

  func unexpected(_ expected: String) -> Diagnostic {
    if current.kind == .slot { return misplacedSlot() }
    return failure("expected \(expected), found \(describe(current))", at: start)
  }

  /// About the slot at the current place, where there may be none.
  func misplacedSlot() -> Diagnostic {
    let name = text(current)
    guard Slot(rawValue: name) != nil else {
      return failure("`\(name.prefix(64))` is not a slot; the slots are `?principal` and `?resource`", at: start)
    }
    return failure(
      "the slot `\(name)` may stand only in the scope, on its own variable, after `==` or `in`", at: start)
  }

  func tooDeep(_ position: SourcePosition) -> Diagnostic {
    failure("nested too deeply: at most \(limits.depth) levels are read", at: position, code: .limit)
  }

  /// As messages name a word.
  func describe(_ token: Token) -> String {
    switch token.kind {
    case .identifier, .integer, .slot: "`\(text(token).prefix(64))`"
    case .string, .escapedString: "a string"
    case .punctuation(let sign): "`\(sign.rawValue)`"
    case .end: "the end of the text"
    }
  }
}
