extension Parser {
  enum Statement {
    case policy(StaticPolicy)
    case template(PolicyTemplate)
  }

  /// The text's only policy.
  mutating func onlyPolicy(id: String) throws(Diagnostic) -> StaticPolicy {
    guard !isAtEnd else { throw failure("there is no policy here", at: start) }
    let first = start
    guard case .policy(let policy) = try policy(id: id) else {
      throw failure("expected a policy; a template must be linked first", at: first, code: .unsupported)
    }
    guard isAtEnd else { throw failure("expected one policy; another begins here", at: start) }
    return policy
  }

  /// A policy, or a template where there is a slot.
  mutating func policy(id: String) throws(Diagnostic) -> Statement {
    let first = start
    let annotations = try annotations()
    let effect = try effect()
    try expect(.openParenthesis, "after `\(effect.rawValue)`")
    let (principal, principalRange) = try placed { (parser: inout Parser) throws(Diagnostic) in
      try parser.principalOrResource(.principal, .principal)
    }
    try expect(.comma, "after the principal")
    let (action, actionRange) = try placed { (parser: inout Parser) throws(Diagnostic) in
      try parser.actionConstraint()
    }
    try expect(.comma, "after the action")
    let (resource, resourceRange) = try placed { (parser: inout Parser) throws(Diagnostic) in
      try parser.principalOrResource(.resource, .resource)
    }
    _ = take(.comma)
    try expect(.closeParenthesis, "after the resource")
    var conditions: [Condition] = []
    while !at(.semicolon) { conditions.append(try condition()) }
    advance()
    let ranges = ScopeRanges(principal: principalRange, action: actionRange, resource: resourceRange)
    if case .fixed(let fixedPrincipal) = principal, case .fixed(let fixedResource) = resource {
      return .policy(
        StaticPolicy(
          id: id, annotations: annotations, effect: effect, principal: fixedPrincipal, action: action,
          resource: fixedResource, conditions: conditions, source: source, range: range(from: first),
          scopeRanges: ranges))
    }
    return .template(
      PolicyTemplate(
        id: id, annotations: annotations, effect: effect, principal: principal, action: action, resource: resource,
        conditions: conditions, source: source, range: range(from: first), scopeRanges: ranges))
  }

  private mutating func placed<Part>(
    _ read: (inout Parser) throws(Diagnostic) -> Part
  ) throws(Diagnostic) -> (Part, SourceRange) {
    let first = start
    let part = try read(&self)
    return (part, range(from: first))
  }

  mutating func annotations() throws(Diagnostic) -> [Annotation] {
    var annotations: [Annotation] = []
    var keys: Set<String> = []
    while at(.at) {
      let place = start
      advance()
      guard current.kind == .identifier else { throw unexpected("an annotation's name") }
      let key = text(advance())
      var value: CedarString?
      if take(.openParenthesis) {
        value = try string("as the annotation's value")
        try expect(.closeParenthesis, "after the annotation's value")
      }
      guard keys.insert(key).inserted else {
        throw failure("the annotation `@\(key)` stands twice", at: place)
      }
      annotations.append(Annotation(key: key, value: value))
    }
    return annotations
  }

  private mutating func effect() throws(Diagnostic) -> Effect {
    if take(word: "permit") { return .permit }
    if take(word: "forbid") { return .forbid }
    throw unexpected("`permit` or `forbid`")
  }

  private mutating func condition() throws(Diagnostic) -> Condition {
    let first = start
    let kind: Condition.Kind
    if take(word: "when") {
      kind = .when
    } else if take(word: "unless") {
      kind = .unless
    } else {
      throw unexpected("`when`, `unless` or `;`")
    }
    try expect(.openBrace, "after `\(kind.rawValue)`")
    guard !at(.closeBrace) else { throw failure("`\(kind.rawValue)` needs a condition", at: first) }
    let body = try expression()
    try expect(.closeBrace, "after the condition")
    return Condition(kind, body, range(from: first))
  }
}
