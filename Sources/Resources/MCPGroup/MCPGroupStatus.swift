import JSON
import Kubernetes

package struct MCPGroupStatus: JSONRecord, Equatable {
  package enum Phase: String, JSONEnumeration {
    case ready = "Ready"
    case pending = "Pending"
    case failed = "Failed"
  }

  package var phase = Phase.pending
  /// Sorted.
  package var servers: [String]?
  package var serverCount: Int?
  package var remoteProxies: [String]?
  package var remoteProxyCount: Int?
  package var entries: [String]?
  package var entryCount: Int?
  package var conditions: [Condition]?
  package var observedGeneration: Int?

  package init() {}

  package static let fields: [JSONField<MCPGroupStatus>] = [
    JSONField("phase", \.phase, default: .pending, "Where the group stands."),
    JSONField("servers", \.servers, "The MCPServers of the group.", JSONSchema.set),
    JSONField("serverCount", \.serverCount, "How many MCPServers.", JSONSchema.int32),
    JSONField("remoteProxies", \.remoteProxies, "The MCPRemoteProxies of the group.", JSONSchema.set),
    JSONField("remoteProxyCount", \.remoteProxyCount, "How many MCPRemoteProxies.", JSONSchema.int32),
    JSONField("entries", \.entries, "The MCPServerEntries of the group.", JSONSchema.set),
    JSONField("entryCount", \.entryCount, "How many MCPServerEntries.", JSONSchema.int32),
    JSONField("conditions", \.conditions, "What was found, by type.", JSONSchema.map(by: "type")),
    JSONField("observedGeneration", \.observedGeneration, "The generation that this speaks of.", JSONSchema.int64),
  ]
}
