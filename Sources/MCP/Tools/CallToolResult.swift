import JSON

/// Results of `tools/call` that are made here.
package enum CallToolResult {
  /// A tool's failure, said in text: the model reads it and may try something else.
  package static func failure(_ text: String) -> JSONValue {
    ["content": [["type": "text", "text": .string(text)]], "isError": true]
  }
}
