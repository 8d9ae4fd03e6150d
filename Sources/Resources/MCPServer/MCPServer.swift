import JSON

/// An MCP server that runs in the cluster.
package enum MCPServer: CustomResource {
  package typealias Spec = MCPServerSpec
  package typealias Status = MCPServerStatus

  package static let names = ResourceNames(
    kind: "MCPServer", plural: "mcpservers", shortNames: ["mcpserver", "mcpservers"])
  package static let summary = "An MCP server that runs in the cluster."
  package static let columns = [
    PrinterColumn("Status", .string, ".status.phase"),
    PrinterColumn.condition("Ready", "Ready"),
    PrinterColumn("Replicas", .integer, ".status.readyReplicas"),
    PrinterColumn("URL", .string, ".status.url"),
    PrinterColumn.age,
  ]
}
