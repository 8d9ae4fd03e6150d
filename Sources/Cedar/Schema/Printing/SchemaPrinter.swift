/// Writes the declarations of a schema in Cedar syntax, one attribute a line.
struct SchemaPrinter {
  private(set) var text = ""
  private let spelling: SchemaSpelling
  private var indentation = ""
  private var namespace: SchemaName?

  init(_ spelling: SchemaSpelling) { self.spelling = spelling }

  mutating func write(_ namespace: SchemaNamespace) throws(Diagnostic) {
    self.namespace = namespace.name
    if !text.isEmpty { text += "\n" }
    guard let name = namespace.name else { return try writeDeclarations(namespace) }
    write(namespace.annotations)
    line("namespace \(name) {")
    indentation = "  "
    try writeDeclarations(namespace)
    indentation = ""
    line("}")
  }

  private mutating func writeDeclarations(_ namespace: SchemaNamespace) throws(Diagnostic) {
    for definition in namespace.commonTypes {
      write(definition.annotations)
      line("type \(definition.name) = \(try type(definition.type));")
    }
    for definition in namespace.entityTypes {
      write(definition.annotations)
      line("entity \(definition.name)\(try kind(definition));")
      // Attributes of common types are written out for each entity type that names one.
      guard text.utf8.count <= ParserLimits().bytes else { throw spelling.tooLong(definition.name.origin) }
    }
    for definition in namespace.actions {
      write(definition.annotations)
      line("action \(Self.word(definition.id))\(try rest(definition));")
    }
  }

  private func kind(_ definition: EntityTypeDefinition) throws(Diagnostic) -> String {
    switch definition.kind {
    case .enumerated(let identifiers): return " enum [\(identifiers.map(\.quoted).joined(separator: ", "))]"
    case .standard(let parents, let shape, let tags):
      var text = parents.isEmpty ? "" : " in \(Self.list(parents.map(\.text)))"
      let attributes = try spelling.attributes(shape, in: namespace, at: definition.name.origin)
      if !attributes.isEmpty { text += " \(try record(attributes, indentation))" }
      if let tags { text += " tags \(try type(tags))" }
      return text
    }
  }

  private func rest(_ definition: ActionDefinition) throws(Diagnostic) -> String {
    var text = ""
    if !definition.parents.isEmpty { text += " in \(Self.list(definition.parents.map(Self.reference)))" }
    guard let application = definition.application, !application.principals.isEmpty, !application.resources.isEmpty
    else { return text }
    let inner = indentation + "  "
    text += " appliesTo {\n\(inner)principal: \(Self.list(application.principals.map(\.text))),\n"
    text += "\(inner)resource: \(Self.list(application.resources.map(\.text))),\n"
    switch application.context {
    case nil: break
    case .record(let attributes)?: text += "\(inner)context: \(try record(attributes, inner)),\n"
    case let context?:
      text += "\(inner)context: \(try spelling.context(context, in: namespace, at: definition.origin)),\n"
    }
    return text + "\(indentation)}"
  }

  private func type(_ expression: TypeExpression) throws(Diagnostic) -> String { try type(expression, indentation) }

  private func type(_ expression: TypeExpression, _ indentation: String) throws(Diagnostic) -> String {
    switch expression {
    case .set(let element): "Set<\(try type(element, indentation))>"
    case .record(let attributes): try record(attributes, indentation)
    case .named, .commonType, .entityType: try spelling.name(expression, in: namespace)
    }
  }

  private func record(_ attributes: [AttributeDefinition], _ indentation: String) throws(Diagnostic) -> String {
    guard !attributes.isEmpty else { return "{}" }
    let inner = indentation + "  "
    var text = "{\n"
    for attribute in attributes {
      for annotation in attribute.annotations { text += "\(inner)\(annotation.schemaText)\n" }
      text += "\(inner)\(Self.word(attribute.name))\(attribute.isRequired ? "" : "?"): "
      text += "\(try type(attribute.type, inner)),\n"
    }
    return text + "\(indentation)}"
  }

  private mutating func write(_ annotations: [Annotation]) {
    for annotation in annotations { line(annotation.schemaText) }
  }

  private mutating func line(_ content: String) { text += "\(indentation)\(content)\n" }

  /// A name of an attribute or an action, quoted where it must be.
  private static func word(_ name: CedarString) -> String {
    Identifiers.isSchemaName(name.string) ? name.string : name.quoted
  }

  private static func reference(_ reference: ActionDefinition.Reference) -> String {
    reference.type.map { "\($0)::\(reference.id.quoted)" } ?? word(reference.id)
  }

  private static func list(_ names: [String]) -> String {
    names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]"
  }
}

extension Annotation {
  fileprivate var schemaText: String { value.map { "@\(key)(\($0.quoted))" } ?? "@\(key)" }
}
