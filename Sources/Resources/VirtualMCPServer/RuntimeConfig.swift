import JSON

/// What the gateway does with the backends. Further members are kept, as in a gateway's own file.
package struct RuntimeConfig: JSONRecord, Equatable {
  package var aggregation: Aggregation?
  package var operational: Operational?
  package var audit: AuditConfig?
  package var rateLimiting: RateLimiting?
  package var optimizer: Optimizer?
  package var codeMode: CodeMode?
  package var compositeTools: [CompositeTool]?
  package var compositeToolRefs: [NameReference]?
  package var passthroughHeaders: [String]?
  package var metadata: [String: String]?
  package var telemetry: JSONObject?
  package var backends: [JSONObject]?
  package var name: String?
  package var groupRef: String?
  package var incomingAuth: JSONObject?
  package var outgoingAuth: JSONObject?
  package var sessionStorage: JSONObject?

  package init() {}

  package static let fields: [JSONField<RuntimeConfig>] = [
    JSONField("aggregation", \.aggregation, "How the backends' tools become one list."),
    JSONField("operational", \.operational, "Timeouts and failures."),
    JSONField("audit", \.audit, "What is recorded."),
    JSONField("rateLimiting", \.rateLimiting, "How many calls are let through."),
    JSONField("optimizer", \.optimizer, "Finds tools instead of listing them."),
    JSONField("codeMode", \.codeMode, "Scripts that call tools."),
    JSONField("compositeTools", \.compositeTools, "Workflows offered as tools."),
    JSONField("compositeToolRefs", \.compositeToolRefs, "Workflows, in VirtualMCPCompositeToolDefinitions."),
    JSONField(
      "passthroughHeaders", \.passthroughHeaders, "Headers that backends receive; spec.passthroughHeaders comes first.",
      JSONSchema.atomic),
    JSONField("metadata", \.metadata, "Free text."),
    JSONField("telemetry", \.telemetry, "Ignored: telemetryConfigRef says it."),
    JSONField("backends", \.backends, "Ignored: the operator finds the backends."),
    JSONField("name", \.name, "Ignored: metadata.name says it."),
    JSONField("groupRef", \.groupRef, "Ignored: spec.groupRef says it."),
    JSONField("incomingAuth", \.incomingAuth, "Ignored: spec.incomingAuth says it."),
    JSONField("outgoingAuth", \.outgoingAuth, "Ignored: spec.outgoingAuth says it."),
    JSONField("sessionStorage", \.sessionStorage, "Ignored: spec.sessionStorage says it."),
  ]

  package static func refine(_ schema: inout JSONSchema) { schema.preservesUnknownFields = true }
}
