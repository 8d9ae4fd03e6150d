import JSON

/// The audit log of a single server.
package struct AuditSwitch: JSONRecord, Equatable {
  package var enabled = false

  package init() {}

  package static let fields: [JSONField<AuditSwitch>] = [
    JSONField("enabled", \.enabled, default: false, "Whether calls are recorded.")
  ]
}
