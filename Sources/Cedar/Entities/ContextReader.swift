import JSON

/// Reads the contexts of requests from JSON. Of members with the same key the last one counts, at every depth.
package struct ContextReader: Sendable {
  private let schema: Schema?

  /// - Parameter schema: says what the context of each action holds; values are then read by their types.
  package init(_ schema: Schema? = nil) { self.schema = schema }

  /// - Parameter source: what diagnostics call the text.
  package func context(
    json text: String, for action: EntityUID, source: String, limits: ParserLimits = ParserLimits()
  ) throws(Diagnostic) -> Value.Record {
    try JSONNode.reading(text, source: source, limits: limits) { node throws(NodeError) in
      try context(node, for: action)
    }
  }

  package func context(_ node: JSONNode, for action: EntityUID) throws(NodeError) -> Value.Record {
    guard let schema else { return try ValueReader().record(node) }
    try located(node.offset) { () throws(EntityDataError) in try schema.check(action) }
    guard let declaration = schema.actions[action] else {
      throw NodeError(.conformance, "\(action) is no action", at: node.offset)
    }
    return try TypedValueReader(schema).record(node, declaration.context)
  }
}
