import JSON

/// Policies that several servers may share.
package enum MCPAuthzConfig: CustomResource {
  package typealias Spec = MCPAuthzConfigSpec
  package typealias Status = ConfigStatus

  package static let names = ResourceNames(kind: "MCPAuthzConfig", plural: "mcpauthzconfigs", shortNames: ["authzcfg"])
  package static let summary = "Policies that several servers may share."
  package static let columns = [
    PrinterColumn("Type", .string, ".spec.type"),
    PrinterColumn.condition("Valid", "Valid"),
    PrinterColumn.age,
  ]
}
