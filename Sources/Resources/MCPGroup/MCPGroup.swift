import JSON

/// A set of MCP servers that virtual servers offer together.
package enum MCPGroup: CustomResource {
  package typealias Spec = MCPGroupSpec
  package typealias Status = MCPGroupStatus

  package static let names = ResourceNames(kind: "MCPGroup", plural: "mcpgroups", shortNames: ["mcpg", "mcpgroup"])
  package static let summary = "A set of MCP servers that virtual servers offer together."
  package static let columns = [
    PrinterColumn("Servers", .integer, ".status.serverCount"),
    PrinterColumn("Proxies", .integer, ".status.remoteProxyCount"),
    PrinterColumn("Phase", .string, ".status.phase"),
    PrinterColumn.condition("Checked", "MCPServersChecked"),
    PrinterColumn.age,
  ]
}
