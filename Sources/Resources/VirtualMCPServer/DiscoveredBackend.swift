import JSON

/// One backend of a virtual server, as it was last seen.
package struct DiscoveredBackend: JSONRecord, Equatable {
  package var name = ""
  package var url: String?
  /// `ready`, `degraded`, `unavailable`, `unauthenticated` or `unknown`.
  package var status: String?
  package var message: String?
  package var authType: String?
  package var authConfigRef: String?
  package var lastHealthCheck: String?
  package var consecutiveFailures: Int?
  package var circuitBreakerState: String?
  package var circuitLastChanged: String?
  package var mcpRevision: String?

  package init() {}

  package static let fields: [JSONField<DiscoveredBackend>] = [
    JSONField("name", \.name, "The backend's name."),
    JSONField("url", \.url, "Where it answers."),
    JSONField("status", \.status, "ready, degraded, unavailable, unauthenticated or unknown."),
    JSONField("message", \.message, "What people should know."),
    JSONField("authType", \.authType, "How it is authenticated to."),
    JSONField("authConfigRef", \.authConfigRef, "The MCPExternalAuthConfig."),
    JSONField("lastHealthCheck", \.lastHealthCheck, "When it was last asked.", JSONSchema.dateTime),
    JSONField("consecutiveFailures", \.consecutiveFailures, "How often in a row it failed."),
    JSONField("circuitBreakerState", \.circuitBreakerState, "Whether calls are let through.") {
      $0.enum = ["closed", "open", "half-open"]
    },
    JSONField("circuitLastChanged", \.circuitLastChanged, "When that last changed.", JSONSchema.dateTime),
    JSONField("mcpRevision", \.mcpRevision, "The version of MCP that it speaks."),
  ]
}
