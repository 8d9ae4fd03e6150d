extension Parser {
  /// `entity A, B …;`, after the keyword.
  mutating func entityTypes(_ annotations: [Annotation]) throws(Diagnostic) -> [EntityTypeDefinition] {
    var names: [SchemaName] = []
    repeat { names.append(try declaredName("an entity type's name")) } while take(.comma)
    let kind = take(word: "enum") ? try enumeration() : try standardKind()
    try expect(.semicolon, "after the entity type")
    return names.map { EntityTypeDefinition($0, kind, annotations: annotations) }
  }

  private mutating func enumeration() throws(Diagnostic) -> EntityTypeDefinition.Kind {
    try expect(.openBracket, "after `enum`")
    var identifiers: [CedarString] = []
    repeat { identifiers.append(try string("as an identifier of the enumeration")) } while take(.comma)
    try expect(.closeBracket, "after the identifiers")
    return .enumerated(identifiers)
  }

  private mutating func standardKind() throws(Diagnostic) -> EntityTypeDefinition.Kind {
    let parents = take(word: "in") ? try typeNames() : []
    var shape = TypeExpression.record([])
    if take(.assign) {
      guard at(.openBrace) else { throw unexpected("a record type after `=`") }
    }
    if at(.openBrace) { shape = try recordType() }
    let tags = take(word: "tags") ? try schemaType() : nil
    return .standard(parents: parents, shape: shape, tags: tags)
  }

  /// One entity type, or any number of them in brackets.
  mutating func typeNames() throws(Diagnostic) -> [SchemaName] {
    guard take(.openBracket) else { return [try schemaPath("an entity type")] }
    guard !take(.closeBracket) else { return [] }
    var names: [SchemaName] = []
    repeat { names.append(try schemaPath("an entity type")) } while take(.comma)
    try expect(.closeBracket, "after the entity types")
    return names
  }
}
