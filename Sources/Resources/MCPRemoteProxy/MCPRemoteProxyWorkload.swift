import JSON

/// The fields of an MCPRemoteProxy that describe its pods and their surroundings.
package struct MCPRemoteProxyWorkload: JSONRecord, Equatable {
  package var proxyPort = 8080
  package var replicas: Int?
  package var resources: ResourceRequirements?
  package var resourceOverrides: ResourceOverrides?
  package var serviceAccount: String?
  package var podTemplateSpec: JSONObject?
  package var sessionAffinity = SessionAffinity.clientIP
  package var sessionStorage: SessionStorage?
  package var telemetryConfigRef: TelemetryConfigReference?
  package var audit: AuditSwitch?
  package var endpointPrefix: String?
  package var trustProxyHeaders = false

  package init() {}

  package static let fields: [JSONField<MCPRemoteProxyWorkload>] = [
    JSONField("proxyPort", \.proxyPort, default: 8080, "The port of the Service.", JSONSchema.port),
    JSONField("replicas", \.replicas, "How many pods; unmanaged when absent.", JSONSchema.replicas),
    JSONField("resources", \.resources, "What the container asks for and may use."),
    JSONField("resourceOverrides", \.resourceOverrides, "Labels and annotations of what is made."),
    JSONField("serviceAccount", \.serviceAccount, "The pods' service account."),
    JSONField("podTemplateSpec", \.podTemplateSpec, "Merged into the pod; the container is named toolhive."),
    JSONField("sessionAffinity", \.sessionAffinity, default: .clientIP, "Of the Service."),
    JSONField("sessionStorage", \.sessionStorage, "Where sessions are kept."),
    JSONField("telemetryConfigRef", \.telemetryConfigRef, "Traces and metrics, in an MCPTelemetryConfig."),
    JSONField("audit", \.audit, "The audit log."),
    JSONField("endpointPrefix", \.endpointPrefix, "What stands before the paths of SSE endpoints."),
    JSONField("trustProxyHeaders", \.trustProxyHeaders, default: false, "Whether X-Forwarded headers are believed."),
  ]
}
