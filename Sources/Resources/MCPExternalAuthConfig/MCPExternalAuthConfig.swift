import JSON

/// How servers are authenticated to, or an authorization server in front of them.
package enum MCPExternalAuthConfig: CustomResource {
  package typealias Spec = MCPExternalAuthConfigSpec
  package typealias Status = ConfigStatus

  package static let names = ResourceNames(
    kind: "MCPExternalAuthConfig", plural: "mcpexternalauthconfigs", shortNames: ["extauth", "mcpextauth"])
  package static let summary = "How servers are authenticated to, or an authorization server in front of them."
  package static let columns = [
    PrinterColumn("Type", .string, ".spec.type"),
    PrinterColumn.condition("Valid", "Valid"),
    PrinterColumn.age,
  ]
}
