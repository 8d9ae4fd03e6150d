import MCP

/// A call that policies let through, on its way to its backend.
struct ToolCall: Sendable {
  let request: CallToolRequest
  /// `nil` for a tool that nobody has.
  let entry: CatalogueEntry?
}
