/// A JSON object with known members, declared once: `fields` gives reading, writing and the schema.
///
///     struct Point: JSONRecord {
///       var x = 0
///       var label: String?
///       static let fields: [JSONField<Point>] = [
///         JSONField("x", \.x, "The distance from the origin, in metres."),
///         JSONField("label", \.label, "What is printed beside it."),
///       ]
///     }
package protocol JSONRecord: JSONCodable {
  init()
  static var fields: [JSONField<Self>] { get }
  /// What the schema says beyond the fields: rules over several of them, a description.
  static func refine(_ schema: inout JSONSchema)
}

extension JSONRecord {
  package static func refine(_ schema: inout JSONSchema) {}

  package static var jsonSchema: JSONSchema {
    var schema = JSONSchema(.object)
    schema.properties = fields.map { ($0.name, $0.schema) }
    schema.required = fields.filter(\.isRequired).map(\.name)
    refine(&schema)
    return schema
  }

  package static func read(_ json: JSONValue, _ decoding: inout JSONDecoding) -> Self? {
    guard case .object(let object) = json else {
      decoding.expected("object", json)
      return nil
    }
    var record = Self()
    for field in fields {
      decoding.member(field.name) { field.read(object[field.name], &record, &$0) }
    }
    if decoding.unknownFields == .refuse {
      let known = Set(fields.map(\.name))
      let unknown = object.keys.filter { !known.contains($0) }
      // A schema that preserves unknown fields says that others may put their own there.
      if !unknown.isEmpty, !jsonSchema.preservesUnknownFields {
        for key in unknown { decoding.member(key) { $0.note("unknown field") } }
      }
    }
    return record
  }

  package var json: JSONValue {
    var object = JSONObject()
    for field in Self.fields {
      if let value = field.write(self) { object[field.name] = value }
    }
    return .object(object)
  }
}
