import JSON

package struct MCPServerSpec: JSONRecord, Equatable {
  package enum Transport: String, JSONEnumeration {
    case stdio
    case streamableHTTP = "streamable-http"
    case sse
  }

  package enum ProxyMode: String, JSONEnumeration {
    case sse
    case streamableHTTP = "streamable-http"
  }

  package var image = ""
  package var transport = Transport.stdio
  package var proxyMode = ProxyMode.streamableHTTP
  package var proxyPort = 8080
  package var mcpPort: Int?
  package var targetPort: Int?
  package var args: [String]?
  package var env: [EnvironmentVariable]?
  package var secrets: [SecretEnvironment]?
  package var volumes: [HostVolume]?
  package var resources: ResourceRequirements?
  package var serviceAccount: String?
  package var podTemplateSpec: JSONObject?
  package var resourceOverrides: ResourceOverrides?
  package var replicas: Int?
  package var backendReplicas: Int?
  package var sessionAffinity = SessionAffinity.clientIP
  package var groupRef: NameReference?
  package var security = MCPServerSecurity()
  package var extras = MCPServerExtras()

  package init() {}

  package static let fields: [JSONField<MCPServerSpec>] =
    [
      JSONField("image", \.image, "The server's image."),
      JSONField("transport", \.transport, default: .stdio, "How the server speaks MCP."),
      JSONField("proxyMode", \.proxyMode, default: .streamableHTTP, "The HTTP face of a stdio server."),
      JSONField("proxyPort", \.proxyPort, default: 8080, "The port of the Service.", JSONSchema.port),
      JSONField("mcpPort", \.mcpPort, "The port that the container listens on; 8080.", JSONSchema.port),
      JSONField("targetPort", \.targetPort, "The former name of mcpPort.", JSONSchema.port),
      JSONField("args", \.args, "Arguments of the server.", JSONSchema.atomic),
      JSONField("env", \.env, "Environment of the server.", JSONSchema.map(by: "name")),
      JSONField("secrets", \.secrets, "Secret keys in the server's environment.", JSONSchema.map(by: "name")),
      JSONField("volumes", \.volumes, "Folders of the host.", JSONSchema.map(by: "name")),
      JSONField("resources", \.resources, "What the container asks for and may use."),
      JSONField("serviceAccount", \.serviceAccount, "The pod's service account."),
      JSONField("podTemplateSpec", \.podTemplateSpec, "Merged into the pod; the container is named mcp."),
      JSONField("resourceOverrides", \.resourceOverrides, "Labels and annotations of what is made."),
      JSONField("replicas", \.replicas, "How many pods; unmanaged when absent.", JSONSchema.replicas),
      JSONField("backendReplicas", \.backendReplicas, "How many pods; before replicas.", JSONSchema.replicas),
      JSONField("sessionAffinity", \.sessionAffinity, default: .clientIP, "Of the Service."),
      JSONField("groupRef", \.groupRef, "The MCPGroup that the server belongs to."),
    ] + MCPServerSecurity.fields.map { $0.nested(in: \.security) }
    + MCPServerExtras.fields.map { $0.nested(in: \.extras) }

  package static func refine(_ schema: inout JSONSchema) {
    let isAuthenticated = { @Sendable (spec: JSONValue) in
      spec.has("oidcConfigRef") || spec.has("externalAuthConfigRef")
    }
    schema.rules = [
      .oneAuthz,
      JSONSchema.Rule(
        "!has(self.rateLimiting) || (has(self.sessionStorage) && self.sessionStorage.provider == 'redis')",
        "rateLimiting requires sessionStorage with provider 'redis'"
      ) { !$0.has("rateLimiting") || $0[path: "sessionStorage", "provider"] == "redis" },
      JSONSchema.Rule(
        "!(has(self.rateLimiting) && has(self.rateLimiting.perUser)) || has(self.oidcConfigRef) "
          + "|| has(self.externalAuthConfigRef)",
        "rateLimiting.perUser requires authentication (oidcConfigRef or externalAuthConfigRef)"
      ) { $0["rateLimiting"]?.has("perUser") != true || isAuthenticated($0) },
      JSONSchema.Rule(
        "!(has(self.rateLimiting) && has(self.rateLimiting.tools) "
          + "&& self.rateLimiting.tools.exists(t, has(t.perUser))) || has(self.oidcConfigRef) "
          + "|| has(self.externalAuthConfigRef)",
        "per-tool perUser rate limiting requires authentication (oidcConfigRef or externalAuthConfigRef)"
      ) { $0["rateLimiting"]?.list("tools").contains { $0.has("perUser") } != true || isAuthenticated($0) },
    ]
  }
}
