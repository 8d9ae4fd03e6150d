import JSON

/// An issuer of tokens that servers may trust.
package enum MCPOIDCConfig: CustomResource {
  package typealias Spec = MCPOIDCConfigSpec
  package typealias Status = ConfigStatus

  package static let names = ResourceNames(kind: "MCPOIDCConfig", plural: "mcpoidcconfigs", shortNames: ["mcpoidc"])
  package static let summary = "An issuer of tokens that servers may trust."
  package static let columns = [
    PrinterColumn("Source", .string, ".spec.type"),
    PrinterColumn.condition("Valid", "Valid"),
    PrinterColumn.age,
  ]
}
