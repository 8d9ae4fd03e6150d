/// A string out of a fixed set.
package protocol JSONEnumeration: JSONCodable, RawRepresentable<String>, CaseIterable {}

extension JSONEnumeration {
  package static var jsonSchema: JSONSchema {
    var schema = JSONSchema(.string)
    schema.enum = allCases.map { .string($0.rawValue) }
    return schema
  }

  package static func read(_ json: JSONValue, _ decoding: inout JSONDecoding) -> Self? {
    guard let text = json.stringValue else {
      decoding.expected("string", json)
      return nil
    }
    guard let value = Self(rawValue: text) else {
      let names = allCases.map(\.rawValue).joined(separator: ", ")
      decoding.note("\"\(text.prefix(64))\" is not one of \(names)")
      return nil
    }
    return value
  }

  package var json: JSONValue { .string(rawValue) }
}
