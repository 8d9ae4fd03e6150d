import JSON
import Kubernetes

package struct VirtualMCPCompositeToolDefinitionStatus: JSONRecord, Equatable {
  package enum Validation: String, JSONEnumeration {
    case valid = "Valid"
    case invalid = "Invalid"
    case unknown = "Unknown"
  }

  package var validationStatus: Validation?
  package var validationErrors: [String]?
  /// Sorted.
  package var referencingVirtualServers: [String]?
  package var conditions: [Condition]?
  package var observedGeneration: Int?

  package init() {}

  package static let fields: [JSONField<VirtualMCPCompositeToolDefinitionStatus>] = [
    JSONField("validationStatus", \.validationStatus, "Whether it can be used."),
    JSONField("validationErrors", \.validationErrors, "Why not.", JSONSchema.atomic),
    JSONField("referencingVirtualServers", \.referencingVirtualServers, "Who offers it.", JSONSchema.set),
    JSONField("conditions", \.conditions, "What was found, by type.", JSONSchema.map(by: "type")),
    JSONField("observedGeneration", \.observedGeneration, "The generation that this speaks of.", JSONSchema.int64),
  ]
}
