import JSON

/// Everything one gateway does, in one document: the operator writes it, the gateway interprets it, and neither knows
/// more of the other. Secret values are not in it; it names keys of the gateway's `GatewaySecrets`.
package struct GatewayConfiguration: JSONRecord, Equatable {
  /// The version of this format that the package reads and writes.
  package static let currentFormat = "vmcp.gateway/v1"

  package var format = currentFormat
  /// The virtual server's name: the team in logs and audit events, and `MCP::"<name>"` in policies.
  package var name = ""
  /// The namespace it was written for; empty without a cluster.
  package var namespace = ""
  package var endpoint = "/mcp"
  package var authentication = AuthenticationConfiguration()
  package var authorizationServer: AuthorizationServerConfiguration?
  package var authorization = AuthorizationConfiguration()
  package var backends: [BackendConfiguration] = []
  /// The header fields of clients that go to backends as they are.
  package var passthroughHeaders: [String] = []
  package var aggregation = AggregationConfiguration()
  package var audit = AuditConfiguration()

  package init() {}

  package static let fields: [JSONField<GatewayConfiguration>] = [
    JSONField("format", \.format, "The version of this document's format."),
    JSONField("name", \.name, "The virtual server's name.") { $0.minLength = 1 },
    JSONField("namespace", \.namespace, fallback: "", "The namespace it was written for."),
    JSONField("endpoint", \.endpoint, fallback: "/mcp", "The path of the MCP endpoint."),
    JSONField("authentication", \.authentication, "Who may come in."),
    JSONField("authorizationServer", \.authorizationServer, "The embedded OAuth 2.1 authorization server."),
    JSONField("authorization", \.authorization, "What they may do."),
    JSONField("backends", \.backends, "The MCP servers behind the endpoint."),
    JSONField(
      "passthroughHeaders", \.passthroughHeaders, fallback: [], "The clients' header fields that go to backends."),
    JSONField("aggregation", \.aggregation, fallback: AggregationConfiguration(), "How their tools become one list."),
    JSONField("audit", \.audit, fallback: AuditConfiguration(), "What is recorded of every decision."),
  ]
}
