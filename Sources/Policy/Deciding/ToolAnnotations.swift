/// What a backend says about a tool's behaviour. Only what it says is visible to policies.
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
}
