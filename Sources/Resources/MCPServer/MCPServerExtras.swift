import JSON

/// The fields of an MCPServer that describe its surroundings.
package struct MCPServerExtras: JSONRecord, Equatable {
  package var audit: AuditSwitch?
  package var endpointPrefix: String?
  package var permissionProfile: PermissionProfile?
  package var telemetryConfigRef: TelemetryConfigReference?
  package var trustProxyHeaders = false

  package init() {}

  package static let fields: [JSONField<MCPServerExtras>] = [
    JSONField("audit", \.audit, "The audit log."),
    JSONField("endpointPrefix", \.endpointPrefix, "What stands before the paths of SSE endpoints."),
    JSONField("permissionProfile", \.permissionProfile, "What the server may reach."),
    JSONField("telemetryConfigRef", \.telemetryConfigRef, "Traces and metrics, in an MCPTelemetryConfig."),
    JSONField("trustProxyHeaders", \.trustProxyHeaders, default: false, "Whether X-Forwarded headers are believed."),
  ]
}
