extension String: JSONCodable {
  package static var jsonSchema: JSONSchema { JSONSchema(.string) }
  package static func read(_ json: JSONValue, _ decoding: inout JSONDecoding) -> String? {
    guard let value = json.stringValue else {
      decoding.expected("string", json)
      return nil
    }
    return value
  }
  package var json: JSONValue { .string(self) }
}

extension Bool: JSONCodable {
  package static var jsonSchema: JSONSchema { JSONSchema(.boolean) }
  package static func read(_ json: JSONValue, _ decoding: inout JSONDecoding) -> Bool? {
    guard let value = json.boolValue else {
      decoding.expected("boolean", json)
      return nil
    }
    return value
  }
  package var json: JSONValue { .bool(self) }
}

extension Int: JSONCodable {
  package static var jsonSchema: JSONSchema { JSONSchema(.integer) }
  package static func read(_ json: JSONValue, _ decoding: inout JSONDecoding) -> Int? {
    guard let value = json.intValue else {
      decoding.expected("integer", json)
      return nil
    }
    return value
  }
  package var json: JSONValue { .int(self) }
}

extension JSONValue: JSONCodable {
  /// Any value, kept whole.
  package static var jsonSchema: JSONSchema {
    var schema = JSONSchema(nil)
    schema.preservesUnknownFields = true
    return schema
  }
  package static func read(_ json: JSONValue, _ decoding: inout JSONDecoding) -> JSONValue? { json }
  package var json: JSONValue { self }
}

extension JSONObject: JSONCodable {
  /// Any object, kept whole.
  package static var jsonSchema: JSONSchema {
    var schema = JSONSchema(.object)
    schema.preservesUnknownFields = true
    return schema
  }
  package static func read(_ json: JSONValue, _ decoding: inout JSONDecoding) -> JSONObject? {
    guard let value = json.objectValue else {
      decoding.expected("object", json)
      return nil
    }
    return value
  }
  package var json: JSONValue { .object(self) }
}
