import JSON

/// An MCP server that runs elsewhere, as a member of a group.
package enum MCPServerEntry: CustomResource {
  package typealias Spec = MCPServerEntrySpec
  package typealias Status = MCPServerEntryStatus

  package static let names = ResourceNames(
    kind: "MCPServerEntry", plural: "mcpserverentries", shortNames: ["mcpentry"])
  package static let summary = "An MCP server that runs elsewhere, as a member of a group."
  package static let columns = [
    PrinterColumn("Phase", .string, ".status.phase"),
    PrinterColumn("Transport", .string, ".spec.transport"),
    PrinterColumn("Remote URL", .string, ".spec.remoteUrl"),
    PrinterColumn("Group", .string, ".spec.groupRef.name"),
    PrinterColumn.age,
  ]
}
