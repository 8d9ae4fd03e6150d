extension Parser {
  /// A whole schema in Cedar syntax.
  mutating func schema() throws(Diagnostic) -> [SchemaNamespace] {
    var loose = SchemaDeclarations(nil)
    var namespaces: [SchemaNamespace] = []
    var names: Set<SchemaName> = []
    while !isAtEnd {
      let annotations = try annotations()
      guard take(word: "namespace") else {
        try declaration(annotations, &loose)
        continue
      }
      let name = try schemaPath("a namespace's name")
      guard !name.isBuiltin else { throw reserved(name) }
      guard names.insert(name).inserted else {
        throw failure("the namespace `\(name)` stands twice", at: position(name.origin), code: .meaning)
      }
      try expect(.openBrace, "after the namespace's name")
      var declarations = SchemaDeclarations(name, annotations: annotations)
      while !take(.closeBrace) { try declaration(try self.annotations(), &declarations) }
      namespaces.append(declarations.namespace)
    }
    return [loose.namespace] + namespaces
  }

  /// Bytes that declarations of several names may stand for.
  private static let repetitionLimit = 1 << 24

  private mutating func declaration(
    _ annotations: [Annotation], _ declarations: inout SchemaDeclarations
  ) throws(Diagnostic) {
    let first = start
    if take(word: "entity") {
      let definitions = try entityTypes(annotations)
      try refuseRepetition(definitions.count, from: first)
      for definition in definitions {
        try declared(definition.name.text, definition.name.origin, declarations.add(definition))
      }
    } else if take(word: "action") {
      let definitions = try actions(annotations)
      try refuseRepetition(definitions.count, from: first)
      for definition in definitions {
        try declared(definition.id.quoted, definition.origin, declarations.add(definition))
      }
    } else if take(word: "type") {
      let definition = try commonType(annotations)
      try declared(definition.name.text, definition.name.origin, declarations.add(definition))
    } else {
      throw unexpected("`entity`, `action`, `type` or `namespace`")
    }
  }

  /// A declaration of several names says everything once for each: that stays within what could be written.
  private mutating func refuseRepetition(_ count: Int, from first: SourcePosition) throws(Diagnostic) {
    repeated += (count - 1) * (previousEnd.offset - first.offset)
    guard repeated <= Self.repetitionLimit else {
      throw failure("too much is declared for many names at once", at: first, code: .limit)
    }
  }

  private func declared(
    _ name: @autoclosure () -> String, _ origin: SchemaOrigin, _ isNew: Bool
  ) throws(Diagnostic) {
    guard isNew else { throw failure("`\(name())` is declared twice", at: position(origin), code: .meaning) }
  }

  private mutating func commonType(_ annotations: [Annotation]) throws(Diagnostic) -> CommonTypeDefinition {
    let name = try declaredName("a type's name")
    guard !CommonTypeDefinition.reservedNames.contains(name.text) else {
      throw failure("`\(name)` is the name of a built-in type", at: position(name.origin), code: .meaning)
    }
    try expect(.assign, "after the type's name")
    let type = try schemaType()
    try expect(.semicolon, "after the type")
    return CommonTypeDefinition(name, type, annotations: annotations)
  }

  /// An identifier that may name an entity type or a common type.
  mutating func declaredName(_ expected: @autoclosure () -> String) throws(Diagnostic) -> SchemaName {
    let origin = origin
    let name = SchemaName(try schemaIdentifier(expected()), origin)
    guard !name.isBuiltin else { throw reserved(name) }
    return name
  }

  /// `A::B`, spaces and comments allowed between.
  mutating func schemaPath(_ expected: @autoclosure () -> String) throws(Diagnostic) -> SchemaName {
    let origin = origin
    var text = try schemaIdentifier(expected())
    while at(.doubleColon), peek(1).kind == .identifier {
      advance()
      text += "::" + (try schemaIdentifier(expected()))
    }
    return SchemaName(text, origin)
  }

  /// An identifier; the words of schemas are not reserved, those of policies are.
  mutating func schemaIdentifier(_ expected: @autoclosure () -> String) throws(Diagnostic) -> String {
    guard current.kind == .identifier else { throw unexpected(expected()) }
    let word = text(current)
    guard Identifiers.isSchemaName(word) else { throw failure("`\(word)` is reserved", at: start) }
    advance()
    return word
  }

  var origin: SchemaOrigin { SchemaOrigin(start.offset) }

  func position(_ origin: SchemaOrigin) -> SourcePosition { SourcePosition(offset: origin.offset, in: allBytes) }

  private func reserved(_ name: SchemaName) -> Diagnostic {
    failure("`\(SchemaName.builtin)` is reserved for the built-in types", at: position(name.origin), code: .meaning)
  }
}
