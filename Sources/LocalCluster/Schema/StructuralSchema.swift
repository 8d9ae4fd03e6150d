import JSON

/// The schema of a custom resource (`openAPIV3Schema`): the part of OpenAPI v3 that structural schemas allow.
package struct StructuralSchema: Sendable {
  enum ListType: String, Sendable { case atomic, set, map }

  /// `object`, `array`, `string`, `integer`, `number`, `boolean`; `nil` for any value.
  var type: String?
  var properties: [String: StructuralSchema] = [:]
  /// Members that are not among the properties; `nil` when there may be none.
  var additional: Additional?
  /// The one schema of all elements of an array; empty when elements are free.
  var items: [StructuralSchema] = []
  var required: [String] = []
  var defaultValue: JSONValue?
  var allowed: [JSONValue] = []
  var format: String?
  var pattern: String?
  var bounds = SchemaBounds()
  var isNullable = false
  var isIntOrString = false
  var isEmbeddedResource = false
  var preservesUnknownFields = false
  var listType = ListType.atomic
  var listMapKeys: [String] = []
  /// The list has unique elements (`uniqueItems` or list type `set`).
  var hasUniqueItems = false
  /// Merged as a whole (`x-kubernetes-map-type: atomic`).
  var isAtomicMap = false
  var allOf: [StructuralSchema] = []
  var anyOf: [StructuralSchema] = []
  var oneOf: [StructuralSchema] = []
  var not: [StructuralSchema] = []
  /// How many rules in the Common Expression Language stand here and below. They are not evaluated.
  var ruleCount = 0

  indirect enum Additional: Sendable {
    case anything
    case schema(StructuralSchema)
  }

  init() {}

  /// Any value.
  static let anything: StructuralSchema = {
    var schema = StructuralSchema()
    schema.preservesUnknownFields = true
    return schema
  }()

  /// The schema of a member, known or additional; `nil` when the member is unknown.
  func member(_ name: String) -> StructuralSchema? {
    if let known = properties[name] { return known }
    switch additional {
    case .schema(let schema): return schema
    case .anything: return .anything
    case nil: return preservesUnknownFields ? .anything : nil
    }
  }

  /// The schema of elements.
  var element: StructuralSchema { items.first ?? .anything }
}

/// The limits of a schema on sizes and numbers.
struct SchemaBounds: Sendable {
  var minimum: Double?
  var maximum: Double?
  var isMinimumExclusive = false
  var isMaximumExclusive = false
  var multipleOf: Double?
  var minLength: Int?
  var maxLength: Int?
  var minItems: Int?
  var maxItems: Int?
  var minProperties: Int?
  var maxProperties: Int?
}
