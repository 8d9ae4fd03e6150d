import JSON

/// What a server says of its tool's behaviour; hints, and only as good as the server.
package struct ToolAnnotations: Sendable, Hashable {
  package var readOnlyHint: Bool?
  package var destructiveHint: Bool?
  package var idempotentHint: Bool?
  package var openWorldHint: Bool?

  package init(
    readOnlyHint: Bool? = nil, destructiveHint: Bool? = nil, idempotentHint: Bool? = nil, openWorldHint: Bool? = nil
  ) {
    self.readOnlyHint = readOnlyHint
    self.destructiveHint = destructiveHint
    self.idempotentHint = idempotentHint
    self.openWorldHint = openWorldHint
  }

  package init(_ value: JSONValue?) {
    readOnlyHint = value?["readOnlyHint"]?.boolValue
    destructiveHint = value?["destructiveHint"]?.boolValue
    idempotentHint = value?["idempotentHint"]?.boolValue
    openWorldHint = value?["openWorldHint"]?.boolValue
  }
}
