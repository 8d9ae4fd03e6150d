/// A type that has one JSON form, and knows its schema.
package protocol JSONCodable: Sendable {
  static var jsonSchema: JSONSchema { get }
  /// Reads the JSON form; `nil` after noting in `decoding` what is wrong.
  static func read(_ json: JSONValue, _ decoding: inout JSONDecoding) -> Self?
  var json: JSONValue { get }
}

extension JSONCodable {
  /// Reads a value and reports everything that is wrong with it, not only the first thing.
  /// - Throws: `JSONProblems`, each with its path.
  package init(json: JSONValue, unknownFields: JSONDecoding.UnknownFields = .refuse) throws(JSONProblems) {
    var decoding = JSONDecoding(unknownFields: unknownFields)
    let value = Self.read(json, &decoding)
    guard let value, decoding.problems.isEmpty else { throw JSONProblems(problems: decoding.problems) }
    self = value
  }
}
