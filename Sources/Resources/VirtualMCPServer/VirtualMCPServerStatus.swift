import JSON
import Kubernetes

package struct VirtualMCPServerStatus: JSONRecord, Equatable {
  package enum Phase: String, JSONEnumeration {
    case pending = "Pending"
    case ready = "Ready"
    case degraded = "Degraded"
    case failed = "Failed"
  }

  package var phase = Phase.pending
  package var message: String?
  package var url: String?
  package var backendCount: Int?
  package var discoveredBackends: [DiscoveredBackend]?
  package var conditions: [Condition]?
  package var observedGeneration: Int?

  package init() {}

  package static let fields: [JSONField<VirtualMCPServerStatus>] =
    [
      JSONField("phase", \.phase, default: .pending, "Where the server stands."),
      JSONField("message", \.message, "What people should know."),
      JSONField("url", \.url, "Where the server is reached in the cluster."),
      JSONField("backendCount", \.backendCount, "How many backends can be used.", JSONSchema.int32),
      JSONField("discoveredBackends", \.discoveredBackends, "The backends.", JSONSchema.map(by: "name")),
      JSONField("conditions", \.conditions, "What was found, by type.", JSONSchema.map(by: "type")),
      JSONField("observedGeneration", \.observedGeneration, "The generation that this speaks of.", JSONSchema.int64),
    ]
    + ["authzConfigHash", "oidcConfigHash", "telemetryConfigHash"].map {
      JSONField(reserved: $0, "Written by earlier operators.")
    }
}
