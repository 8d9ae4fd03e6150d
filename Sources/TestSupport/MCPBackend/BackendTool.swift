import JSON

/// A tool of a backend: what `tools/list` says of it, and what a call does.
package struct BackendTool: Sendable {
  /// Why a call did not do what it was asked; the caller's model reads it (MCP tools, "Error Handling").
  package struct Failure: Error, Sendable {
    package let message: String
    package init(_ message: String) { self.message = message }
  }

  package let name: String
  package let description: String
  package let inputSchema: JSONValue
  package let annotations: JSONValue
  package let call: @Sendable (ToolArguments) throws(Failure) -> JSONValue

  /// - Parameters:
  ///   - properties: the arguments, each with its JSON Schema.
  ///   - required: the names of those that have to be there.
  package init(
    _ name: String, _ description: String, properties: JSONObject = [:], required: [String] = [],
    isReadOnly: Bool = false, isDestructive: Bool = false, isIdempotent: Bool = false,
    call: @escaping @Sendable (ToolArguments) throws(Failure) -> JSONValue
  ) {
    self.name = name
    self.description = description
    self.call = call
    var schema: JSONValue = ["type": "object", "properties": .object(properties)]
    if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
    schema["additionalProperties"] = false
    inputSchema = schema
    annotations = [
      "title": .string(name.split(separator: "_").joined(separator: " ")), "readOnlyHint": .bool(isReadOnly),
      "destructiveHint": .bool(isDestructive), "idempotentHint": .bool(isIdempotent || isReadOnly),
      "openWorldHint": false,
    ]
  }

  var json: JSONValue {
    [
      "name": .string(name), "description": .string(description), "inputSchema": inputSchema,
      "annotations": annotations,
    ]
  }

  /// The result of `tools/call` for some arguments.
  func result(_ arguments: JSONObject) -> JSONValue {
    do throws(Failure) {
      try checkNames(arguments)
      let value = try call(ToolArguments(arguments))
      var result: JSONValue = ["content": [["type": "text", "text": .string(value.text(.pretty))]]]
      if value.objectValue != nil { result["structuredContent"] = value }
      result["isError"] = false
      return result
    } catch {
      return ["content": [["type": "text", "text": .string(error.message)]], "isError": true]
    }
  }

  private func checkNames(_ arguments: JSONObject) throws(Failure) {
    let known = inputSchema["properties"]?.objectValue?.keys ?? []
    if let unknown = arguments.keys.first(where: { !known.contains($0) }) {
      throw Failure("\(name) has no argument \"\(unknown)\"")
    }
  }
}
