import JSON

extension LineServer {
  /// Whether the schema is one.
  func parseSchema(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    _ = try message.requiredSchema()
    return [:]
  }
}
