extension Parser {
  /// `action a, "b" …;`, after the keyword.
  mutating func actions(_ annotations: [Annotation]) throws(Diagnostic) -> [ActionDefinition] {
    var names: [(id: CedarString, origin: SchemaOrigin)] = []
    repeat {
      let origin = origin
      names.append((try schemaWord("an action's name"), origin))
    } while take(.comma)
    let parents = take(word: "in") ? try actionGroups() : []
    let application = take(word: "appliesTo") ? try application() : nil
    if take(word: "attributes") {
      try expect(.openBrace, "after `attributes`")
      try expect(.closeBrace, "after `attributes {`; actions have no attributes")
    }
    try expect(.semicolon, "after the action")
    return names.map { name in
      ActionDefinition(name.id, name.origin, parents: parents, application: application, annotations: annotations)
    }
  }

  private mutating func actionGroups() throws(Diagnostic) -> [ActionDefinition.Reference] {
    guard take(.openBracket) else { return [try actionGroup()] }
    var groups: [ActionDefinition.Reference] = []
    repeat { groups.append(try actionGroup()) } while take(.comma)
    try expect(.closeBracket, "after the action groups")
    return groups
  }

  /// `name`, `"name"` or `Namespace::Action::"name"`.
  private mutating func actionGroup() throws(Diagnostic) -> ActionDefinition.Reference {
    let origin = origin
    guard current.kind == .identifier, peek(1).kind == .punctuation(.doubleColon) else {
      return ActionDefinition.Reference(nil, try schemaWord("an action group"), origin)
    }
    let type = try schemaPath("the type of an action")
    try expect(.doubleColon, "after the type of the action")
    return ActionDefinition.Reference(type, try string("as the action's name"), origin)
  }

  /// `{ principal: …, resource: …, context: … }`, each at most once.
  private mutating func application() throws(Diagnostic) -> ActionDefinition.Application {
    let first = start
    try expect(.openBrace, "after `appliesTo`")
    var principals: [SchemaName]?
    var resources: [SchemaName]?
    var context: TypeExpression?
    repeat {
      let place = start
      if take(word: "principal") {
        guard principals == nil else { throw failure("`principal` stands twice", at: place, code: .meaning) }
        principals = try applicationTypes("principal")
      } else if take(word: "resource") {
        guard resources == nil else { throw failure("`resource` stands twice", at: place, code: .meaning) }
        resources = try applicationTypes("resource")
      } else if take(word: "context") {
        guard context == nil else { throw failure("`context` stands twice", at: place, code: .meaning) }
        try expect(.colon, "after `context`")
        context = at(.openBrace) ? try recordType() : .commonType(try schemaPath("a record type"))
      } else {
        throw unexpected("`principal`, `resource` or `context`")
      }
    } while take(.comma) && !at(.closeBrace)
    try expect(.closeBrace, "after what the action applies to")
    guard let principals, let resources else {
      let missing = principals == nil ? "principal" : "resource"
      throw failure("`appliesTo` has no `\(missing)`", at: first, code: .meaning)
    }
    return ActionDefinition.Application(principals: principals, resources: resources, context: context)
  }

  private mutating func applicationTypes(_ name: String) throws(Diagnostic) -> [SchemaName] {
    let place = start
    try expect(.colon, "after `\(name)`")
    let types = try typeNames()
    guard !types.isEmpty else {
      throw failure(
        "`\(name)` names no type; leave `appliesTo` out for an action that applies to nothing", at: place,
        code: .meaning)
    }
    return types
  }
}
