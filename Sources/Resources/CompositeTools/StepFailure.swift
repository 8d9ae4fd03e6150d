import JSON

/// What the failure of a step means.
package struct StepFailure: JSONRecord, Equatable {
  package enum Action: String, JSONEnumeration {
    case abort
    case `continue`
    case retry
  }

  package var action = Action.abort
  package var retryCount: Int?
  package var retryDelay: String?

  package init() {}

  package static let fields: [JSONField<StepFailure>] = [
    JSONField("action", \.action, default: .abort),
    JSONField("retryCount", \.retryCount, "How often it is tried again."),
    JSONField("retryDelay", \.retryDelay, "The time between.", JSONSchema.duration),
  ]
}
