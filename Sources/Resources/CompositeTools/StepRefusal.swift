import JSON

/// What a question that was not answered means.
package struct StepRefusal: JSONRecord, Equatable {
  package enum Action: String, JSONEnumeration {
    case skipRemaining = "skip_remaining"
    case abort
    case `continue`
  }

  package var action = Action.abort

  package init() {}

  package static let fields: [JSONField<StepRefusal>] = [JSONField("action", \.action, default: .abort)]
}
