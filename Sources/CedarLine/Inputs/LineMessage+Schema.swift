import Cedar
import JSON

extension LineMessage {
  /// `schema` in the format that `schemaFormat` names; `nil` where there is none.
  func schema() throws(LineFailure) -> Schema? {
    guard self["schema"] != nil else { return nil }
    let document = try schemaDocument()
    return try LineFailure.naming(.schema) { () throws(Diagnostic) in try Schema(resolving: document) }
  }

  /// The schema as it is written.
  func schemaDocument() throws(LineFailure) -> SchemaDocument {
    let text = try string("schema", .schema)
    let format = try format("schemaFormat", .schema)
    return try LineFailure.naming(.schema) { () throws(Diagnostic) in
      switch format {
      case .cedar: try SchemaDocument(parsing: text, source: "schema")
      case .json: try SchemaDocument(json: text, source: "schema")
      }
    }
  }

  /// The schema of an operation that needs one.
  func requiredSchema() throws(LineFailure) -> Schema {
    guard let schema = try schema() else { throw LineFailure(.schema, "there is no `schema`") }
    return schema
  }
}
