extension Array: JSONCodable where Element: JSONCodable {
  package static var jsonSchema: JSONSchema {
    var schema = JSONSchema(.array)
    schema.items = Element.jsonSchema
    return schema
  }

  package static func read(_ json: JSONValue, _ decoding: inout JSONDecoding) -> [Element]? {
    guard let values = json.arrayValue else {
      decoding.expected("array", json)
      return nil
    }
    return values.enumerated().compactMap { index, value in
      decoding.element(index) { Element.read(value, &$0) }
    }
  }

  package var json: JSONValue { .array(map(\.json)) }
}

extension Dictionary: JSONCodable where Key == String, Value: JSONCodable {
  package static var jsonSchema: JSONSchema {
    var schema = JSONSchema(.object)
    schema.items = Value.jsonSchema
    return schema
  }

  package static func read(_ json: JSONValue, _ decoding: inout JSONDecoding) -> [String: Value]? {
    guard let object = json.objectValue else {
      decoding.expected("object", json)
      return nil
    }
    var result: [String: Value] = [:]
    for (key, value) in object {
      result[key] = decoding.member(key) { Value.read(value, &$0) }
    }
    return result
  }

  /// Members in the order of their keys' bytes.
  package var json: JSONValue {
    var object = JSONObject()
    for (key, value) in sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      object[key] = value.json
    }
    return .object(object)
  }
}
