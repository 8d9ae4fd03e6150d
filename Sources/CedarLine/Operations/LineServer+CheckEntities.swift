import JSON

extension LineServer {
  /// Whether the entities can be read and are what the schema says.
  func checkEntities(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    let schema = try message.schema()
    do throws(LineFailure) {
      _ = try message.entities(schema)
      return ["valid": true]
    } catch {
      return ["valid": false, "message": .string(error.message)]
    }
  }
}
