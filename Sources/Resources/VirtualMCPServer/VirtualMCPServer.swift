import JSON

/// One endpoint that offers a group's MCP servers to a team.
package enum VirtualMCPServer: CustomResource {
  package typealias Spec = VirtualMCPServerSpec
  package typealias Status = VirtualMCPServerStatus

  package static let names = ResourceNames(
    kind: "VirtualMCPServer", plural: "virtualmcpservers", shortNames: ["vmcp", "virtualmcp"])
  package static let summary = "One endpoint that offers a group's MCP servers to a team."
  package static let columns = [
    PrinterColumn("Phase", .string, ".status.phase"),
    PrinterColumn("URL", .string, ".status.url"),
    PrinterColumn("Backends", .integer, ".status.backendCount"),
    PrinterColumn.age,
    PrinterColumn.condition("Ready", "Ready"),
  ]
}
