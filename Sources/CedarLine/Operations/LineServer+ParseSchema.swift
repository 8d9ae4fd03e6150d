import Cedar
import JSON

extension LineServer {
  /// Whether the schema is one. With `print`, the answer has it in both syntaxes; Cedar's is left out for what only JSON
  /// can say.
  func parseSchema(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    _ = try message.requiredSchema()
    guard message["print"]?.boolValue == true else { return [:] }
    let document = try message.schemaDocument()
    var answer: JSONObject = ["json": document.json]
    if let text = try? document.cedarText() { answer["cedar"] = .string(text) }
    return answer
  }
}
