import JSON

/// Where traces and metrics go.
package enum MCPTelemetryConfig: CustomResource {
  package typealias Spec = MCPTelemetryConfigSpec
  package typealias Status = ConfigStatus

  package static let names = ResourceNames(
    kind: "MCPTelemetryConfig", plural: "mcptelemetryconfigs", shortNames: ["mcpotel"])
  package static let summary = "Where traces and metrics go."
  package static let columns = [
    PrinterColumn("Endpoint", .string, ".spec.openTelemetry.endpoint"),
    PrinterColumn.condition("Valid", "Valid"),
    PrinterColumn("Tracing", .boolean, ".spec.openTelemetry.tracing.enabled"),
    PrinterColumn("Metrics", .boolean, ".spec.openTelemetry.metrics.enabled"),
    PrinterColumn.age,
  ]
}
