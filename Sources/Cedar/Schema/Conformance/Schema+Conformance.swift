extension Schema {
  /// Checks that a value is of a type, and names only entities that there can be.
  /// - Throws: `EntityDataError` with the place in the value.
  package func check(_ value: Value, _ type: SchemaType) throws(EntityDataError) {
    switch (value, type) {
    case (.bool, .bool), (.long, .long), (.string, .string): return
    case (.decimal, .decimal), (.ip, .ipaddr), (.datetime, .datetime), (.duration, .duration): return
    case (.entity(let uid), .entity(let expected)):
      guard uid.type == expected else {
        throw EntityDataError(.conformance, "expected \(type.noun), found \(uid)")
      }
      try check(uid)
    case (.set(let elements), .set(let element)):
      for value in elements { try check(value, element) }
    case (.record(let record), .record(let attributes)): try check(record, attributes)
    default: throw EntityDataError(.conformance, "expected \(type.noun), found \(value.kind)")
    }
  }

  /// Checks that a record has its type's attributes and no others.
  package func check(_ record: Value.Record, _ type: RecordType) throws(EntityDataError) {
    for (name, attribute) in type.attributes where attribute.isRequired && record[name] == nil {
      throw EntityDataError(.conformance, "the attribute \(name.quoted) is missing")
    }
    for (name, value) in record {
      let attribute = try type.attribute(name)
      do throws(EntityDataError) {
        try check(value, attribute.type)
      } catch {
        throw EntityDataError(error.code, error.message, path: ".\(name)\(error.path)")
      }
    }
  }

  /// Checks that an entity can be: an enumerated type has it among its identifiers, an action is declared.
  package func check(_ uid: EntityUID) throws(EntityDataError) {
    if uid.type.isAction {
      guard actions[uid] == nil else { return }
      let hint = Suggestion.hint(for: uid, among: actions.keys)
      throw EntityDataError(.conformance, "the action \(uid) is not declared\(hint)", entity: uid)
    }
    let declaration = try declaration(uid.type)
    guard let identifiers = declaration.enumeration, !identifiers.contains(uid.id) else { return }
    let hint = Suggestion.hint(for: uid.id.string, among: identifiers.lazy.map(\.string))
    throw EntityDataError(.conformance, "`\(uid.type)` is enumerated, and has no \(uid.id.quoted)\(hint)")
  }

  /// Checks an entity that is no action: its attributes, tags and parents.
  package func check(_ entity: Entity) throws(EntityDataError) {
    try check(entity.uid)
    let declaration = try declaration(entity.uid.type)
    try check(entity.attributes, declaration.attributes)
    for (name, value) in entity.tags {
      try check(value, try declaration.tagType(name))
    }
    for parent in entity.parents { try check(parent, asParentOf: declaration) }
  }

  func check(_ parent: EntityUID, asParentOf child: EntityTypeDeclaration) throws(EntityDataError) {
    guard child.ancestors.contains(parent.type) else {
      throw EntityDataError(.conformance, "an entity of type `\(child.type)` cannot be in \(parent)")
    }
    try check(parent)
  }

  func declaration(_ type: EntityType) throws(EntityDataError) -> EntityTypeDeclaration {
    if let declaration = entityTypes[type] { return declaration }
    let hint = Suggestion.hint(for: "\(type)", among: entityTypes.keys.lazy.map { "\($0)" })
    throw EntityDataError(.conformance, "the entity type `\(type)` is not declared\(hint)")
  }

  /// The actions as entities.
  package var actionEntities: [Entity] { actions.values.map { Entity($0.uid, parents: $0.parents) } }
}

extension RecordType {
  func attribute(_ name: CedarString) throws(EntityDataError) -> Attribute {
    if let attribute = attributes[name] { return attribute }
    let hint = Suggestion.hint(for: name.string, among: attributes.keys.lazy.map(\.string))
    throw EntityDataError(.conformance, "the attribute \(name.quoted) is not declared\(hint)")
  }
}

extension EntityTypeDeclaration {
  func tagType(_ name: CedarString) throws(EntityDataError) -> SchemaType {
    guard let tags else {
      throw EntityDataError(.conformance, "entities of type `\(type)` have no tags, so not \(name.quoted)")
    }
    return tags
  }
}

extension SchemaType {
  /// What a value of the type is called, without its parts.
  var noun: String {
    switch self {
    case .set: "Set"
    case .record: "Record"
    case .entity(let type): "an entity of type `\(type)`"
    default: description
    }
  }
}
