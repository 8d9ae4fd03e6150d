import JSON
import Kubernetes

package struct MCPServerStatus: JSONRecord, Equatable {
  package enum Phase: String, JSONEnumeration {
    case pending = "Pending"
    case ready = "Ready"
    case failed = "Failed"
    case terminating = "Terminating"
    case stopped = "Stopped"
  }

  package var phase: Phase?
  package var message: String?
  package var url: String?
  package var readyReplicas: Int?
  package var conditions: [Condition]?
  package var observedGeneration: Int?

  package init() {}

  package static let fields: [JSONField<MCPServerStatus>] =
    [
      JSONField("phase", \.phase, "Where the server stands."),
      JSONField("message", \.message, "What people should know."),
      JSONField("url", \.url, "Where the server is reached in the cluster."),
      JSONField("readyReplicas", \.readyReplicas, "How many pods are ready.", JSONSchema.int32),
      JSONField("conditions", \.conditions, "What was found, by type.", JSONSchema.map(by: "type")),
      JSONField("observedGeneration", \.observedGeneration, "The generation that this speaks of.", JSONSchema.int64),
    ]
    + [
      "authServerConfigHash", "authzConfigHash", "externalAuthConfigHash", "oidcConfigHash", "telemetryConfigHash",
      "toolConfigHash", "webhookConfigHash",
    ].map { JSONField(reserved: $0, "Written by earlier operators.") }
}
