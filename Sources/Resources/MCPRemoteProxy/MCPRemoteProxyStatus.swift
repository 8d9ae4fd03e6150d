import JSON
import Kubernetes

package struct MCPRemoteProxyStatus: JSONRecord, Equatable {
  package enum Phase: String, JSONEnumeration {
    case pending = "Pending"
    case ready = "Ready"
    case failed = "Failed"
    case terminating = "Terminating"
  }

  package var phase: Phase?
  package var message: String?
  package var url: String?
  package var conditions: [Condition]?
  package var observedGeneration: Int?

  package init() {}

  package static let fields: [JSONField<MCPRemoteProxyStatus>] =
    [
      JSONField("phase", \.phase, "Where the proxy stands."),
      JSONField("message", \.message, "What people should know."),
      JSONField("url", \.url, "Where the proxy is reached in the cluster."),
      JSONField("conditions", \.conditions, "What was found, by type.", JSONSchema.map(by: "type")),
      JSONField("observedGeneration", \.observedGeneration, "The generation that this speaks of.", JSONSchema.int64),
    ]
    + [
      "externalUrl", "authServerConfigHash", "authzConfigHash", "externalAuthConfigHash", "oidcConfigHash",
      "telemetryConfigHash", "toolConfigHash",
    ].map { JSONField(reserved: $0, "Written by earlier operators.") }
}
