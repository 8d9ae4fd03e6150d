import JSON

extension StructuralSchema {
  /// What a schema must not be, with its place.
  struct Problem: Error {
    let path: String
    let message: String
  }

  private static let types: Set<String> = ["object", "array", "string", "integer", "number", "boolean"]

  /// Reads `openAPIV3Schema`.
  /// - Throws: `Problem` for what a structural schema must not contain, or one nested deeper than 64.
  init(reading json: JSONValue, path: String = "", depth: Int = 0) throws(Problem) {
    guard depth <= 64 else { throw Problem(path: path, message: "nested too deeply") }
    guard json.objectValue != nil else { throw Problem(path: path, message: "must be an object") }
    if json["$ref"] != nil { throw Problem(path: path + ".$ref", message: "forbidden in a structural schema") }
    type = json["type"]?.stringValue
    if let type, !Self.types.contains(type) { throw Problem(path: path + ".type", message: "unknown type \"\(type)\"") }
    for (name, value) in json["properties"]?.objectValue ?? [:] {
      properties[name] = try StructuralSchema(
        reading: value, path: path + ".properties[\(name)]", depth: depth + 1)
    }
    switch json["additionalProperties"] {
    case .bool(true): additional = .anything
    case .some(let value) where value.objectValue != nil:
      additional = .schema(try StructuralSchema(reading: value, path: path + ".additionalProperties", depth: depth + 1))
    default: break
    }
    if let value = json["items"] {
      items = [try StructuralSchema(reading: value, path: path + ".items", depth: depth + 1)]
    }
    allOf = try Self.list(json["allOf"], path + ".allOf", depth)
    anyOf = try Self.list(json["anyOf"], path + ".anyOf", depth)
    oneOf = try Self.list(json["oneOf"], path + ".oneOf", depth)
    if let value = json["not"] { not = [try StructuralSchema(reading: value, path: path + ".not", depth: depth + 1)] }
    readRules(json)
    readExtensions(json)
    let inner = Array(properties.values) + items
    ruleCount = inner.reduce(json["x-kubernetes-validations"]?.arrayValue?.count ?? 0) { $0 + $1.ruleCount }
    if case .schema(let schema) = additional { ruleCount += schema.ruleCount }
  }

  private static func list(_ json: JSONValue?, _ path: String, _ depth: Int) throws(Problem) -> [StructuralSchema] {
    var schemas: [StructuralSchema] = []
    for (index, value) in (json?.arrayValue ?? []).enumerated() {
      schemas.append(try StructuralSchema(reading: value, path: path + "[\(index)]", depth: depth + 1))
    }
    return schemas
  }

  private mutating func readRules(_ json: JSONValue) {
    required = (json["required"]?.arrayValue ?? []).compactMap(\.stringValue)
    defaultValue = json["default"]
    allowed = json["enum"]?.arrayValue ?? []
    format = json["format"]?.stringValue
    pattern = json["pattern"]?.stringValue
    isNullable = json["nullable"]?.boolValue ?? false
    bounds.minimum = json["minimum"]?.doubleValue
    bounds.maximum = json["maximum"]?.doubleValue
    bounds.isMinimumExclusive = json["exclusiveMinimum"]?.boolValue ?? false
    bounds.isMaximumExclusive = json["exclusiveMaximum"]?.boolValue ?? false
    bounds.multipleOf = json["multipleOf"]?.doubleValue
    bounds.minLength = json["minLength"]?.intValue
    bounds.maxLength = json["maxLength"]?.intValue
    bounds.minItems = json["minItems"]?.intValue
    bounds.maxItems = json["maxItems"]?.intValue
    bounds.minProperties = json["minProperties"]?.intValue
    bounds.maxProperties = json["maxProperties"]?.intValue
  }

  private mutating func readExtensions(_ json: JSONValue) {
    isIntOrString = json["x-kubernetes-int-or-string"]?.boolValue ?? false
    isEmbeddedResource = json["x-kubernetes-embedded-resource"]?.boolValue ?? false
    preservesUnknownFields = json["x-kubernetes-preserve-unknown-fields"]?.boolValue ?? false
    listType = json["x-kubernetes-list-type"]?.stringValue.flatMap(ListType.init) ?? .atomic
    listMapKeys = (json["x-kubernetes-list-map-keys"]?.arrayValue ?? []).compactMap(\.stringValue)
    hasUniqueItems = listType == .set || json["uniqueItems"]?.boolValue == true
    isAtomicMap = json["x-kubernetes-map-type"]?.stringValue == "atomic"
  }
}
