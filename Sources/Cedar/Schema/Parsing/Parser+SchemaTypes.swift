extension Parser {
  /// A type: a name, `Set<…>` or a record.
  mutating func schemaType() throws(Diagnostic) -> TypeExpression {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= limits.depth else { throw tooDeep(start) }
    if at(.openBrace) { return try recordType() }
    guard at(word: "Set"), peek(1).kind == .punctuation(.less) else { return .named(try schemaPath("a type")) }
    advance()
    advance()
    let element = try schemaType()
    try expect(.greater, "after the type of the elements")
    return .set(element)
  }

  /// `{ name: Type, … }`; of attributes of the same name the last one counts.
  mutating func recordType() throws(Diagnostic) -> TypeExpression {
    try expect(.openBrace, "before the attributes")
    var attributes: [AttributeDefinition] = []
    var places: [CedarString: Int] = [:]
    while !at(.closeBrace) {
      let attribute = try attribute()
      if let place = places[attribute.name] {
        attributes[place] = attribute
      } else {
        places[attribute.name] = attributes.count
        attributes.append(attribute)
      }
      guard take(.comma) else { break }
    }
    try expect(.closeBrace, "after the attributes")
    return .record(attributes)
  }

  private mutating func attribute() throws(Diagnostic) -> AttributeDefinition {
    let annotations = try annotations()
    let name = try schemaWord("an attribute's name")
    let isRequired = !take(.question)
    try expect(.colon, "after the attribute's name")
    return AttributeDefinition(name, try schemaType(), isRequired: isRequired, annotations: annotations)
  }

  /// A name of an attribute or an action: an identifier or a string.
  mutating func schemaWord(_ expected: @autoclosure () -> String) throws(Diagnostic) -> CedarString {
    if isAtString { return try string(expected()) }
    let word = current.kind == .identifier ? text(current) : nil
    if let word, !Identifiers.isSchemaName(word) {
      throw failure("`\(word)` is reserved; write it as a string", at: start)
    }
    return CedarString(try schemaIdentifier(expected()))
  }
}
