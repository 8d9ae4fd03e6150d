import JSON

extension StructuralSchema {
  /// The value with the defaults of members that are absent. A `null` where none may stand counts as absent when there
  /// is a default, as in the API server.
  package func defaulted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(var object):
      for (name, schema) in properties {
        let found = object[name]
        let isMissing = found == nil || (found?.isNull == true && !schema.isNullable)
        if isMissing, let initial = schema.defaultValue { object[name] = initial }
      }
      for (name, inner) in object {
        if let schema = member(name), schema.hasDefaults { object[name] = schema.defaulted(inner) }
      }
      return .object(object)
    case .array(let array):
      guard let schema = items.first, schema.hasDefaults else { return value }
      return .array(array.map(schema.defaulted))
    default: return value
    }
  }

  /// Whether a default stands anywhere inside. Schemas are small; objects are what is walked often.
  private var hasDefaults: Bool {
    if case .schema(let schema) = additional, schema.hasDefaults { return true }
    return properties.values.contains { $0.defaultValue != nil || $0.hasDefaults } || items.contains { $0.hasDefaults }
  }
}
