/// How names of a document are written in Cedar syntax, where every name may be that of a common type or of an entity
/// type: they have to refer to the same as before.
struct SchemaSpelling {
  private let document: SchemaDocument
  private let names: SchemaNames
  private let commonTypes: [String: (type: TypeExpression, namespace: SchemaName?)]

  init(_ document: SchemaDocument) throws(Diagnostic) {
    self.document = document
    names = try SchemaNames(document)
    var commonTypes: [String: (type: TypeExpression, namespace: SchemaName?)] = [:]
    for namespace in document.namespaces {
      for definition in namespace.commonTypes {
        commonTypes[definition.name.qualified(with: namespace.name).text] = (definition.type, namespace.name)
      }
    }
    self.commonTypes = commonTypes
  }

  func tooLong(_ origin: SchemaOrigin) -> Diagnostic {
    document.diagnostic(.limit, "the schema is too long when its attributes are written out", at: origin)
  }

  /// A name that stands for a type.
  func name(_ expression: TypeExpression, in namespace: SchemaName?) throws(Diagnostic) -> String {
    switch expression {
    case .commonType(let name): try spelled(name, .commonType, in: namespace)
    case .entityType(let name): try spelled(name, .entityType, in: namespace)
    case .named(let name): name.text
    case .set, .record: ""
    }
  }

  private func spelled(
    _ name: SchemaName, _ reference: SchemaNames.Reference, in namespace: SchemaName?
  ) throws(Diagnostic) -> String {
    let meant = names.target(name, reference, in: namespace)
    guard meant != names.target(name, .either, in: namespace), let meant else { return name.text }
    if case .commonType(let text) = meant, let builtin = BuiltinType(rawValue: text) {
      return SchemaName.builtin(builtin.rawValue).text
    }
    throw document.diagnostic(
      .meaning, "Cedar syntax cannot say that `\(name)` is \(reference.noun): something else has the name too",
      at: name.origin)
  }

  /// The name of a context, which in Cedar syntax is that of a common type.
  func context(
    _ expression: TypeExpression, in namespace: SchemaName?, at origin: SchemaOrigin
  ) throws(Diagnostic) -> String {
    switch expression {
    case .commonType(let name): return name.text
    case .named(let name):
      if case .commonType? = names.target(name, .either, in: namespace) { return name.text }
    case .entityType, .set, .record: break
    }
    throw document.diagnostic(.meaning, "a context is a record or the name of a common type", at: origin)
  }

  /// The attributes of a shape, which in Cedar syntax are written out: those of a common type as well.
  func attributes(
    _ shape: TypeExpression, in namespace: SchemaName?, at origin: SchemaOrigin
  ) throws(Diagnostic) -> [AttributeDefinition] {
    var shape = shape
    var home = namespace
    var steps = commonTypes.count
    while steps >= 0 {
      let target: SchemaNames.Target?
      switch shape {
      case .record(let attributes):
        return home == namespace ? attributes : moved(attributes, from: home)
      case .named(let name): target = names.target(name, .either, in: home)
      case .commonType(let name): target = names.target(name, .commonType, in: home)
      case .set, .entityType: target = nil
      }
      guard case .commonType(let text)? = target, let definition = commonTypes[text] else { break }
      shape = definition.type
      home = definition.namespace
      steps -= 1
    }
    throw document.diagnostic(.meaning, "the attributes of an entity type are a record", at: origin)
  }

  /// Attributes from another namespace, with their names qualified.
  private func moved(_ attributes: [AttributeDefinition], from home: SchemaName?) -> [AttributeDefinition] {
    attributes.map { attribute in
      AttributeDefinition(
        attribute.name, moved(attribute.type, from: home), isRequired: attribute.isRequired,
        annotations: attribute.annotations)
    }
  }

  private func moved(_ expression: TypeExpression, from home: SchemaName?) -> TypeExpression {
    switch expression {
    case .named(let name): .named(moved(name, .either, from: home))
    case .commonType(let name): .commonType(moved(name, .commonType, from: home))
    case .entityType(let name): .entityType(moved(name, .entityType, from: home))
    case .set(let element): .set(moved(element, from: home))
    case .record(let attributes): .record(moved(attributes, from: home))
    }
  }

  private func moved(
    _ name: SchemaName, _ reference: SchemaNames.Reference, from home: SchemaName?
  ) -> SchemaName {
    switch names.target(name, reference, in: home) {
    case .commonType(let text)?:
      let isBuiltin = commonTypes[text] == nil && BuiltinType(rawValue: text) != nil
      return isBuiltin ? .builtin(text, name.origin) : SchemaName(text, name.origin)
    case .entityType(let text)?: return SchemaName(text, name.origin)
    case nil: return name
    }
  }
}
