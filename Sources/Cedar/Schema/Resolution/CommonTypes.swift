/// The common types of a schema, each resolved once: whatever uses one shares it.
struct CommonTypes {
  /// What a type is, and how large it is when it is written out.
  struct Resolved {
    let type: SchemaType
    let size: Int
    let depth: Int
  }

  /// Types and attributes in one type that is written out, and their nesting: common types that use others twice
  /// would double it each time.
  static let sizeLimit = 1 << 16
  static let depthLimit = 256

  private let document: SchemaDocument
  private let names: SchemaNames
  private var resolved: [String: Resolved] = [:]

  init(_ document: SchemaDocument, _ names: SchemaNames) throws(Diagnostic) {
    self.document = document
    self.names = names
    for builtin in BuiltinType.allCases {
      let type = Resolved(type: builtin.type, size: 1, depth: 1)
      resolved[SchemaName.builtin(builtin.rawValue).text] = type
      if names.commonTypes.contains(builtin.rawValue) { resolved[builtin.rawValue] = type }
    }
    for entry in try CommonTypeOrder(document, names).sorted() {
      resolved[entry.name] = try resolve(entry.definition.type, in: entry.namespace, at: entry.definition.name.origin)
    }
  }

  /// The type that an expression in `namespace` stands for.
  func type(
    _ expression: TypeExpression, in namespace: SchemaName?, at origin: SchemaOrigin
  ) throws(Diagnostic) -> SchemaType {
    try resolve(expression, in: namespace, at: origin).type
  }

  private func resolve(
    _ expression: TypeExpression, in namespace: SchemaName?, at origin: SchemaOrigin
  ) throws(Diagnostic) -> Resolved {
    switch expression {
    case .named(let name): return try resolve(name, .either, in: namespace)
    case .commonType(let name): return try resolve(name, .commonType, in: namespace)
    case .entityType(let name): return try resolve(name, .entityType, in: namespace)
    case .set(let element):
      let element = try resolve(element, in: namespace, at: origin)
      return try checked(.set(element.type), element.size + 1, element.depth + 1, origin)
    case .record(let attributes):
      var record: [CedarString: RecordType.Attribute] = [:]
      record.reserveCapacity(attributes.count)
      var size = 1
      var depth = 0
      for attribute in attributes {
        let type = try resolve(attribute.type, in: namespace, at: origin)
        record[attribute.name] = RecordType.Attribute(type.type, isRequired: attribute.isRequired)
        size += type.size
        depth = max(depth, type.depth)
      }
      return try checked(.record(RecordType(record)), size, depth + 1, origin)
    }
  }

  private func resolve(
    _ name: SchemaName, _ reference: SchemaNames.Reference, in namespace: SchemaName?
  ) throws(Diagnostic) -> Resolved {
    switch try names.resolve(name, reference, in: namespace) {
    case .entityType(let text): return Resolved(type: .entity(EntityType(checked: [text])), size: 1, depth: 1)
    case .commonType(let text):
      // In the order of `CommonTypeOrder` whatever a type uses comes before it.
      guard let type = resolved[text] else {
        throw document.diagnostic(.meaning, "`\(name)` is among the types that it uses", at: name.origin)
      }
      return type
    }
  }

  private func checked(
    _ type: SchemaType, _ size: Int, _ depth: Int, _ origin: SchemaOrigin
  ) throws(Diagnostic) -> Resolved {
    guard size <= Self.sizeLimit, depth <= Self.depthLimit else {
      throw document.diagnostic(.limit, "a type is too large when its common types are written out", at: origin)
    }
    return Resolved(type: type, size: size, depth: depth)
  }
}
