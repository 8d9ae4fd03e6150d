import JSON

/// What is recorded of requests.
package struct AuditConfig: JSONRecord, Equatable {
  package var enabled = false
  package var component: String?
  package var eventTypes: [String]?
  package var excludeEventTypes: [String]?
  package var includeRequestData = false
  package var includeResponseData = false
  package var detectApplicationErrors = true
  package var maxDataSize = 1024
  package var maxDelegationDepth = 10
  package var logFile: String?

  package init() {}

  package static let fields: [JSONField<AuditConfig>] = [
    JSONField("enabled", \.enabled, default: false, "Whether events are recorded."),
    JSONField("component", \.component, "The component of every event; the server's name."),
    JSONField("eventTypes", \.eventTypes, "Only these events."),
    JSONField("excludeEventTypes", \.excludeEventTypes, "Not these events."),
    JSONField("includeRequestData", \.includeRequestData, default: false, "Whether requests are recorded."),
    JSONField("includeResponseData", \.includeResponseData, default: false, "Whether answers are recorded."),
    JSONField("detectApplicationErrors", \.detectApplicationErrors, default: true, "Whether errors in answers count."),
    JSONField("maxDataSize", \.maxDataSize, default: 1024, "How much of them, in bytes."),
    JSONField("maxDelegationDepth", \.maxDelegationDepth, default: 10, "How long a recorded act chain is.") {
      $0.minimum = 1
    },
    JSONField("logFile", \.logFile, "The file; standard output when absent."),
  ]
}
