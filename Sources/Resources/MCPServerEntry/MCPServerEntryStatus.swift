import JSON
import Kubernetes

package struct MCPServerEntryStatus: JSONRecord, Equatable {
  package enum Phase: String, JSONEnumeration {
    case valid = "Valid"
    case pending = "Pending"
    case failed = "Failed"
  }

  package var phase = Phase.pending
  package var conditions: [Condition]?
  package var observedGeneration: Int?

  package init() {}

  package static let fields: [JSONField<MCPServerEntryStatus>] = [
    JSONField("phase", \.phase, default: .pending, "Whether it can be used."),
    JSONField("conditions", \.conditions, "What was found, by type.", JSONSchema.map(by: "type")),
    JSONField("observedGeneration", \.observedGeneration, "The generation that this speaks of.", JSONSchema.int64),
  ]
}
