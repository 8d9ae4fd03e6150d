import JSON

/// A workflow that several virtual servers may offer as a tool.
package enum VirtualMCPCompositeToolDefinition: CustomResource {
  package typealias Spec = CompositeTool
  package typealias Status = VirtualMCPCompositeToolDefinitionStatus

  package static let names = ResourceNames(
    kind: "VirtualMCPCompositeToolDefinition", plural: "virtualmcpcompositetooldefinitions",
    shortNames: ["vmcpctd", "compositetool"])
  package static let summary = "A workflow that several virtual servers may offer as a tool."
  package static let columns = [
    PrinterColumn("Workflow", .string, ".spec.name"),
    PrinterColumn("Status", .string, ".status.validationStatus"),
    PrinterColumn.age,
    PrinterColumn.condition("Ready", "Ready"),
  ]
}
