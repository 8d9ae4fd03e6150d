import JSON

/// The annotations of a tool (MCP, ToolAnnotations).
package struct ToolHints: JSONRecord, Equatable {
  package var title: String?
  package var readOnlyHint: Bool?
  package var destructiveHint: Bool?
  package var idempotentHint: Bool?
  package var openWorldHint: Bool?

  package init() {}

  package static let fields: [JSONField<ToolHints>] = [
    JSONField("title", \.title, "What people read."),
    JSONField("readOnlyHint", \.readOnlyHint, "Changes nothing."),
    JSONField("destructiveHint", \.destructiveHint, "May destroy."),
    JSONField("idempotentHint", \.idempotentHint, "Twice is as once."),
    JSONField("openWorldHint", \.openWorldHint, "Reaches outside."),
  ]
}
