import JSON

extension SchemaDocument {
  /// The schema in JSON. Read back it is the same document, unless it is nested more deeply than JSON is read.
  package var json: JSONValue {
    var object = JSONObject()
    for namespace in namespaces { object[namespace.name?.text ?? ""] = namespace.json }
    return .object(object)
  }
}

extension SchemaNamespace {
  fileprivate var json: JSONValue {
    var object = JSONObject()
    if !commonTypes.isEmpty {
      object["commonTypes"] = .named(commonTypes) { ($0.name.text, .object($0.type.fields.annotated($0.annotations))) }
    }
    object["entityTypes"] = .named(entityTypes) { ($0.name.text, $0.json) }
    object["actions"] = .named(actions) { ($0.id.string, $0.json) }
    return .object(object.annotated(annotations))
  }
}

extension EntityTypeDefinition {
  fileprivate var json: JSONValue {
    var object = JSONObject()
    switch kind {
    case .enumerated(let identifiers): object["enum"] = .array(identifiers.map { .string($0.string) })
    case .standard(let parents, let shape, let tags):
      if !parents.isEmpty { object["memberOfTypes"] = .names(parents) }
      if shape != .record([]) { object["shape"] = .object(shape.fields) }
      if let tags { object["tags"] = .object(tags.fields) }
    }
    return .object(object.annotated(annotations))
  }
}

extension ActionDefinition {
  fileprivate var json: JSONValue {
    var object = JSONObject()
    if !parents.isEmpty { object["memberOf"] = .array(parents.map(\.json)) }
    if let application {
      var applies: JSONObject = [
        "principalTypes": .names(application.principals), "resourceTypes": .names(application.resources),
      ]
      if let context = application.context { applies["context"] = .object(context.fields) }
      object["appliesTo"] = .object(applies)
    }
    return .object(object.annotated(annotations))
  }
}

extension ActionDefinition.Reference {
  fileprivate var json: JSONValue {
    var object: JSONObject = ["id": .string(id.string)]
    if let type { object["type"] = .string(type.text) }
    return .object(object)
  }
}

extension TypeExpression {
  fileprivate var fields: JSONObject {
    switch self {
    case .named(let name):
      switch name.builtin {
      case .bool?: return ["type": "Boolean"]
      case .long?: return ["type": "Long"]
      case .string?: return ["type": "String"]
      case let builtin?: return ["type": "Extension", "name": .string(builtin.rawValue)]
      case nil: return ["type": "EntityOrCommon", "name": .string(name.text)]
      }
    case .commonType(let name): return ["type": .string(name.text)]
    case .entityType(let name): return ["type": "Entity", "name": .string(name.text)]
    case .set(let element): return ["type": "Set", "element": .object(element.fields)]
    case .record(let attributes):
      return ["type": "Record", "attributes": .named(attributes) { ($0.name.string, $0.json) }]
    }
  }
}

extension AttributeDefinition {
  fileprivate var json: JSONValue {
    var object = type.fields
    if !isRequired { object["required"] = false }
    return .object(object.annotated(annotations))
  }
}

extension JSONObject {
  fileprivate func annotated(_ annotations: [Annotation]) -> JSONObject {
    guard !annotations.isEmpty else { return self }
    var object = self
    object["annotations"] = .named(annotations) { ($0.key, $0.value.map { .string($0.string) } ?? .null) }
    return object
  }
}

extension JSONValue {
  fileprivate static func named<Element>(
    _ elements: [Element], _ member: (Element) -> (String, JSONValue)
  ) -> JSONValue {
    var object = JSONObject()
    for (name, value) in elements.lazy.map(member) { object[name] = value }
    return .object(object)
  }

  fileprivate static func names(_ names: [SchemaName]) -> JSONValue { .array(names.map { .string($0.text) }) }
}
