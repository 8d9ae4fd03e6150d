import JSON
import Kubernetes

/// The status of the kinds that only configure others.
package struct ConfigStatus: JSONRecord, Equatable {
  package var conditions: [Condition]?
  package var configHash: String?
  package var observedGeneration: Int?

  package init() {}

  package static let fields: [JSONField<ConfigStatus>] = [
    JSONField("conditions", \.conditions, "What was found, by type.", JSONSchema.map(by: "type")),
    JSONField("configHash", \.configHash, "Changes when the spec changes."),
    JSONField("observedGeneration", \.observedGeneration, "The generation that this speaks of.", JSONSchema.int64),
  ]
}
