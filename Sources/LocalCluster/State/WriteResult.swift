import JSON

/// What a write has led to.
package struct WriteResult: Sendable {
  package var object: JSONValue
  package var isCreated = false
  /// Said to the client in `Warning` fields.
  package var warnings: [String] = []
}
