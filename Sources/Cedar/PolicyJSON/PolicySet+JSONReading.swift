import JSON

extension PolicySet {
  /// Reads a policy set in Cedar's JSON policy format: `staticPolicies`, `templates` and `templateLinks`, all three.
  /// - Parameter source: what diagnostics call the text.
  /// - Throws: `Diagnostic` with line and column in the JSON text.
  package init(
    json text: String, source: String, limits: ParserLimits = ParserLimits()
  ) throws(Diagnostic) {
    self = try PolicyJSONReader.read(text, .set, source, limits) {
      (reader: inout PolicyJSONReader, node) throws(NodeError) in
      try reader.policySet(node)
    }
  }
}

extension StaticPolicy {
  /// Reads one policy in Cedar's JSON policy format; one with slots is refused.
  package init(
    json text: String, id: String, source: String, limits: ParserLimits = ParserLimits()
  ) throws(Diagnostic) {
    self = try PolicyJSONReader.read(text, .policy, source, limits) {
      (reader: inout PolicyJSONReader, node) throws(NodeError) in
      try reader.policy(node, id: id)
    }
  }
}

extension PolicyTemplate {
  /// Reads one template in Cedar's JSON policy format, with or without slots.
  package init(
    json text: String, id: String, source: String, limits: ParserLimits = ParserLimits()
  ) throws(Diagnostic) {
    self = try PolicyJSONReader.read(text, .policy, source, limits) {
      (reader: inout PolicyJSONReader, node) throws(NodeError) in
      try reader.template(node, id: id)
    }
  }
}

extension PolicyJSONReader {
  /// Reads a whole text: as JSON, for duplicates, and then as `body` says.
  fileprivate static func read<Result>(
    _ text: String, _ part: PolicyJSONPart, _ source: String, _ limits: ParserLimits,
    _ body: (inout PolicyJSONReader, JSONNode) throws(NodeError) -> Result
  ) throws(Diagnostic) -> Result {
    guard text.utf8.count <= limits.bytes else {
      throw Diagnostic(.limit, "a text has at most \(limits.bytes) bytes", source: source, at: .start)
    }
    let node: JSONNode
    do throws(JSONError) {
      node = try JSONNode(reading: text)
    } catch {
      throw Diagnostic(error, source: source, in: text)
    }
    var reader = PolicyJSONReader(text, source: source, limits: limits)
    do throws(NodeError) {
      if let duplicate = part.duplicate(in: node) {
        throw NodeError(
          .duplicate, "the key \(CedarString(duplicate.key).quoted) stands twice", at: duplicate.offset)
      }
      return try body(&reader, node)
    } catch {
      throw error.diagnostic(source: source, in: text)
    }
  }
}
