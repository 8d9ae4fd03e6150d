import JSON

package struct VirtualMCPServerSpec: JSONRecord, Equatable {
  package enum ServiceType: String, JSONEnumeration {
    case clusterIP = "ClusterIP"
    case nodePort = "NodePort"
    case loadBalancer = "LoadBalancer"
  }

  package var groupRef = NameReference()
  package var incomingAuth = IncomingAuth()
  package var authServerConfig: EmbeddedAuthServerConfig?
  package var outgoingAuth: OutgoingAuth?
  package var config: RuntimeConfig?
  package var serviceType = ServiceType.clusterIP
  package var sessionAffinity = SessionAffinity.clientIP
  package var replicas: Int?
  package var serviceAccount: String?
  package var imagePullSecrets: [LocalObjectReference]?
  package var podTemplateSpec: JSONObject?
  package var passthroughHeaders: [String]?
  package var sessionStorage: SessionStorage?
  package var embeddingServerRef: NameReference?
  package var telemetryConfigRef: TelemetryConfigReference?

  package init() {}

  package static let fields: [JSONField<VirtualMCPServerSpec>] = [
    JSONField("groupRef", \.groupRef, "The MCPGroup whose servers are offered."),
    JSONField("incomingAuth", \.incomingAuth, "Who may come in, and what they may do."),
    JSONField("authServerConfig", \.authServerConfig, "The embedded OAuth 2.1 authorization server."),
    JSONField("outgoingAuth", \.outgoingAuth, "How the backends are authenticated to."),
    JSONField("config", \.config, "What the gateway does with the backends."),
    JSONField("serviceType", \.serviceType, default: .clusterIP, "The type of the Service."),
    JSONField("sessionAffinity", \.sessionAffinity, default: .clientIP, "Of the Service."),
    JSONField("replicas", \.replicas, "How many gateways; unmanaged when absent.", JSONSchema.replicas),
    JSONField("serviceAccount", \.serviceAccount, "The pods' service account; made by the operator when absent."),
    JSONField("imagePullSecrets", \.imagePullSecrets, "Credentials for the image.", JSONSchema.atomic),
    JSONField("podTemplateSpec", \.podTemplateSpec, "Merged into the pod; the container is named vmcp."),
    JSONField("passthroughHeaders", \.passthroughHeaders, "Headers that backends receive.", JSONSchema.atomic),
    JSONField("sessionStorage", \.sessionStorage, "Where sessions are kept."),
    JSONField("embeddingServerRef", \.embeddingServerRef, "The EmbeddingServer of the optimizer."),
    JSONField("telemetryConfigRef", \.telemetryConfigRef, "Traces and metrics, in an MCPTelemetryConfig."),
  ]

  package static func refine(_ schema: inout JSONSchema) {
    let limits = { @Sendable (spec: JSONValue) in
      spec[path: "config", "rateLimiting"].flatMap { $0.isNull ? nil : $0 }
    }
    let limited = "has(self.config) && has(self.config.rateLimiting)"
    schema.rules = [
      JSONSchema.Rule(
        "!(\(limited)) || (has(self.sessionStorage) && self.sessionStorage.provider == 'redis')",
        "config.rateLimiting requires sessionStorage with provider 'redis'"
      ) { limits($0) == nil || $0[path: "sessionStorage", "provider"] == "redis" },
      JSONSchema.Rule(
        "!(\(limited) && has(self.config.rateLimiting.perUser)) || self.incomingAuth.type == 'oidc'",
        "config.rateLimiting.perUser requires incomingAuth.type oidc"
      ) { limits($0)?.has("perUser") != true || $0[path: "incomingAuth", "type"] == "oidc" },
      JSONSchema.Rule(
        "!(\(limited) && has(self.config.rateLimiting.tools) && self.config.rateLimiting.tools.exists(t, "
          + "has(t.perUser))) || self.incomingAuth.type == 'oidc'",
        "per-tool perUser rate limiting requires incomingAuth.type oidc"
      ) {
        limits($0)?.list("tools").contains { $0.has("perUser") } != true || $0[path: "incomingAuth", "type"] == "oidc"
      },
      JSONSchema.Rule(
        "!(has(self.embeddingServerRef) && has(self.config) && has(self.config.optimizer) && "
          + "has(self.config.optimizer.embeddingProvider) && self.config.optimizer.embeddingProvider == 'openai')",
        "embeddingServerRef provisions a managed TEI server and cannot be combined with optimizer.embeddingProvider "
          + "'openai'; openai mode uses embeddingService directly"
      ) { !($0.has("embeddingServerRef") && $0[path: "config", "optimizer", "embeddingProvider"] == "openai") },
    ]
  }
}
