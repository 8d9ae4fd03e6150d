import JSON

/// What is recorded of every decision.
package struct AuditConfiguration: JSONRecord, Equatable {
  package var isEnabled = true
  /// The component of every event; the virtual server's name when absent.
  package var component: String?

  package init() {}

  package static let fields: [JSONField<AuditConfiguration>] = [
    JSONField("enabled", \.isEnabled, fallback: true, "Whether decisions are recorded."),
    JSONField("component", \.component, "The component of every event."),
  ]
}
