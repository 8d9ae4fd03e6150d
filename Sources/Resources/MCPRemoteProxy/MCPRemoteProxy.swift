import JSON

/// An MCP server that runs elsewhere, behind checks of one's own.
package enum MCPRemoteProxy: CustomResource {
  package typealias Spec = MCPRemoteProxySpec
  package typealias Status = MCPRemoteProxyStatus

  package static let names = ResourceNames(
    kind: "MCPRemoteProxy", plural: "mcpremoteproxies", shortNames: ["rp", "mcprp"])
  package static let summary = "An MCP server that runs elsewhere, behind checks of one's own."
  package static let columns = [
    PrinterColumn("Phase", .string, ".status.phase"),
    PrinterColumn("Remote URL", .string, ".spec.remoteUrl"),
    PrinterColumn("URL", .string, ".status.url"),
    PrinterColumn.condition("Ready", "Ready"),
    PrinterColumn.age,
  ]
}
