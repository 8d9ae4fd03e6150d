import CYAML
import JSON

/// Reads YAML 1.1 as Kubernetes does: the JSON subset of its data model, one value per document.
package enum YAMLDocuments {
  /// The values of all documents of a text; empty documents are left out.
  /// - Throws: `YAMLError` with line and column: bad syntax, duplicate keys, keys that are not scalars, nesting deeper
  ///   than 100 levels, or more than a million nodes once aliases are expanded.
  package static func read(_ text: String) throws(YAMLError) -> [JSONValue] {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      throw YAMLError(message: "out of memory", line: 1, column: 1)
    }
    defer { yaml_parser_delete(&parser) }
    let bytes = Array(text.utf8)
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<[JSONValue], YAMLError> in
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      do throws(YAMLError) {
        return .success(try documents(&parser))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The one value of a text that holds one document.
  package static func readOne(_ text: String) throws(YAMLError) -> JSONValue {
    let values = try read(text)
    guard values.count == 1 else {
      throw YAMLError(message: "expected one document, found \(values.count)", line: 1, column: 1)
    }
    return values[0]
  }

  private static func documents(_ parser: inout yaml_parser_t) throws(YAMLError) -> [JSONValue] {
    var values: [JSONValue] = []
    while true {
      var document = yaml_document_t()
      guard yaml_parser_load(&parser, &document) == 1 else { throw problem(parser) }
      defer { yaml_document_delete(&document) }
      guard yaml_document_get_root_node(&document) != nil else { return values }
      var reader = YAMLNodeReader(document: &document)
      let value = try reader.root()
      if value != .null { values.append(value) }
    }
  }

  private static func problem(_ parser: yaml_parser_t) -> YAMLError {
    let text = parser.problem.map { String(cString: $0) } ?? "cannot be read"
    let context = parser.context.map { String(cString: $0) + ": " } ?? ""
    return YAMLError(
      message: context + text, line: Int(parser.problem_mark.line) + 1, column: Int(parser.problem_mark.column) + 1)
  }
}
