extension Parser {
  /// All policies of the text, named by their position.
  mutating func policies() throws(Diagnostic) -> [StaticPolicy] {
    var policies: [StaticPolicy] = []
    while !isAtEnd { policies.append(try policy(id: "policy\(policies.count)")) }
    return policies
  }

  /// The text's only policy.
  mutating func onlyPolicy(id: String) throws(Diagnostic) -> StaticPolicy {
    guard !isAtEnd else { throw failure("there is no policy here", at: start) }
    let policy = try policy(id: id)
    guard isAtEnd else { throw failure("expected one policy; another begins here", at: start) }
    return policy
  }

  private mutating func policy(id: String) throws(Diagnostic) -> StaticPolicy {
    let first = start
    let annotations = try annotations()
    let effect = try effect()
    try expect(.openParenthesis, "after `\(effect.rawValue)`")
    let principal = try principalOrResource(.principal)
    try expect(.comma, "after the principal")
    let action = try actionConstraint()
    try expect(.comma, "after the action")
    let resourceStart = start
    let resource = try principalOrResource(.resource)
    let resourceRange = range(from: resourceStart)
    _ = take(.comma)
    try expect(.closeParenthesis, "after the resource")
    var conditions: [Condition] = []
    while !at(.semicolon) { conditions.append(try condition()) }
    advance()
    return StaticPolicy(
      id: id, annotations: annotations, effect: effect, principal: principal, action: action, resource: resource,
      conditions: conditions, source: source, range: range(from: first), resourceRange: resourceRange)
  }

  private mutating func annotations() throws(Diagnostic) -> [Annotation] {
    var annotations: [Annotation] = []
    while at(.at) {
      let place = start
      advance()
      guard case .identifier(let key) = current.kind else { throw unexpected("an annotation's name") }
      advance()
      var value: CedarString = ""
      if take(.openParenthesis) {
        value = try string("as the annotation's value")
        try expect(.closeParenthesis, "after the annotation's value")
      }
      guard !annotations.contains(where: { $0.key == key }) else {
        throw failure("the annotation `@\(key)` stands twice", at: place)
      }
      annotations.append(Annotation(key: key, value: value))
    }
    return annotations
  }

  private mutating func effect() throws(Diagnostic) -> Effect {
    guard case .identifier(let word) = current.kind, let effect = Effect(rawValue: word) else {
      throw unexpected("`permit` or `forbid`")
    }
    advance()
    return effect
  }

  private mutating func condition() throws(Diagnostic) -> Condition {
    let first = start
    guard case .identifier(let word) = current.kind, let kind = Condition.Kind(rawValue: word) else {
      throw unexpected("`when`, `unless` or `;`")
    }
    advance()
    try expect(.openBrace, "after `\(word)`")
    guard !at(.closeBrace) else { throw failure("`\(word)` needs a condition", at: first) }
    let body = try expression()
    try expect(.closeBrace, "after the condition")
    return Condition(kind: kind, body: body, range: range(from: first))
  }
}
