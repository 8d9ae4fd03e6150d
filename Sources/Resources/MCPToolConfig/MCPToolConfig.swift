import JSON

/// Which tools of a server are offered, and under which names.
package enum MCPToolConfig: CustomResource {
  package typealias Spec = MCPToolConfigSpec
  package typealias Status = ConfigStatus

  package static let names = ResourceNames(
    kind: "MCPToolConfig", plural: "mcptoolconfigs", shortNames: ["tc", "toolconfig"])
  package static let summary = "Which tools of a server are offered, and under which names."
  package static let columns = [PrinterColumn.condition("Valid", "Valid"), PrinterColumn.age]
}
