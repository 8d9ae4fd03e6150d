extension JSONSchema {
  /// The value with everything filled in that it leaves out and the schema has a default for, as an API server stores it.
  package func filled(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(var object):
      for (name, schema) in properties {
        let member = object[name].flatMap { $0.isNull ? nil : $0 } ?? schema.default
        if let member { object[name] = schema.filled(member) }
      }
      if let items, kind == .object {
        for (name, member) in object { object[name] = items.filled(member) }
      }
      return .object(object)
    case .array(let elements):
      guard let items else { return value }
      return .array(elements.map(items.filled))
    default: return value
    }
  }
}
