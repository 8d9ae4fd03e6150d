import JSON

/// An MCPTelemetryConfig, and the name to appear under.
package struct TelemetryConfigReference: JSONRecord, Equatable {
  package var name = ""
  package var serviceName: String?

  package init() {}

  package static let fields: [JSONField<TelemetryConfigReference>] = [
    JSONField("name", \.name, "The name of an MCPTelemetryConfig in the same namespace.", JSONSchema.notEmpty),
    JSONField("serviceName", \.serviceName, "The service's name in traces; the object's name when absent."),
  ]
}
