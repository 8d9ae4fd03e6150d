import JSON
import Kubernetes
import Resources
import Testing

@testable import Operator

@Suite struct ConfigDecisionTests {
  private func plan(
    _ kind: String, _ spec: String, metadata: String = "generation: 3", users: [ObjectReference] = []
  ) throws -> Plan {
    let world = try World(
      """
      apiVersion: toolhive.stacklok.dev/v1beta1
      kind: \(kind)
      metadata: {name: c, \(metadata)}
      spec: \(spec)
      """)
    let index = ReferenceIndex()
    func decide<Kind: ConfigKind>(_ kind: Kind.Type) throws -> Plan {
      for user in users { index.update(user, [ObjectReference(ResourceKind(kind), "c", namespace: "team")]) }
      let key = ObjectKey(namespace: "team", name: "c")
      return ConfigDecision.decide(try #require(ConfigSnapshot<Kind>(key, from: world.store, index: index)))
    }
    return switch kind {
    case "MCPOIDCConfig": try decide(MCPOIDCConfig.self)
    case "MCPAuthzConfig": try decide(MCPAuthzConfig.self)
    case "MCPExternalAuthConfig": try decide(MCPExternalAuthConfig.self)
    case "MCPToolConfig": try decide(MCPToolConfig.self)
    case "MCPTelemetryConfig": try decide(MCPTelemetryConfig.self)
    default: try decide(VirtualMCPCompositeToolDefinition.self)
    }
  }

  private static let permit = #"{type: cedarv1, config: {policies: ["permit(principal, action, resource);"]}}"#
  private static let authServer =
    #"issuer: "https://as.example.com", upstreamProviders: [{name: o, type: oauth2, oauth2Config: "#
    + #"{authorizationEndpoint: "https://i/a", tokenEndpoint: "https://i/t", clientId: c"#

  @Test(arguments: [
    ("MCPAuthzConfig", permit, "ConfigValid"),
    (
      "MCPAuthzConfig", #"{type: httpv1, config: {http: {url: "http://pdp", timeout: 3}, claim_mapping: m}}"#,
      "ConfigValid"
    ),
    ("MCPExternalAuthConfig", "{type: unauthenticated}", "ValidationSucceeded"),
    ("MCPToolConfig", "{toolsFilter: [a], toolsOverride: {a: {name: b}}}", "ValidationSucceeded"),
    ("MCPTelemetryConfig", "{prometheus: {enabled: true}}", "ValidationSucceeded"),
    (
      "VirtualMCPCompositeToolDefinition",
      "{name: t, description: d, steps: [{id: a, tool: x.y}, {id: b, tool: x.y, dependsOn: [a]}]}",
      "ValidationSucceeded"
    ),
  ])
  func `a good one is valid and has a hash that follows its spec`(kind: String, spec: String, reason: String) throws {
    let plan = try plan(kind, spec)
    #expect(plan.condition("Valid") == "True/\(reason)", "\(plan.message("Valid"))")
    #expect(plan.message("Valid") == "Spec validation passed")
    #expect(plan.status?["observedGeneration"] == 3)
    #expect(plan.steps.isEmpty)
    if kind == "VirtualMCPCompositeToolDefinition" {
      #expect(plan.status?["validationStatus"] == "Valid")
    } else {
      let other = try self.plan(kind, spec, metadata: "generation: 4, labels: {a: b}")
      #expect(plan.status?["configHash"] != nil && plan.status?["configHash"] == other.status?["configHash"])
    }
  }

  @Test(arguments: [
    (
      "MCPAuthzConfig", "{type: opa, config: {a: b}}",
      #"spec.type: type "opa" is not a registered authorizer backend (registered: [cedarv1 httpv1])"#
    ),
    ("MCPAuthzConfig", "{type: cedarv1, config: {}}", "spec.config: must not be empty"),
    (
      "MCPAuthzConfig", "{type: cedarv1, config: {policies: []}}",
      "spec.config.policies: must have at least one element"
    ),
    ("MCPAuthzConfig", "{type: cedarv1, config: {policy: [a]}}", "spec.config.policies: is required"),
    (
      "MCPAuthzConfig",
      #"{type: cedarv1, config: {policies: ["permit(principal, action, resource);", "permit(principal,\n action resource);"]}}"#,
      "policies[1]"
    ),
    (
      "MCPAuthzConfig",
      #"{type: cedarv1, config: {policies: ["permit(principal, action, resource);"], entities_json: "["}}"#,
      "spec.config.entities_json: "
    ),
    ("MCPAuthzConfig", "{type: httpv1, config: {http: {}}}", "spec.config.http.url: is required"),
    ("MCPExternalAuthConfig", "{type: headerInjection}", "headerInjection configuration must be set if and only if"),
    ("MCPExternalAuthConfig", "{type: magic}", "spec.type: "),
    (
      "MCPExternalAuthConfig",
      #"{type: embeddedAuthServer, embeddedAuthServer: {issuer: "http://as.example.com", upstreamProviders: [{name: o, type: oidc, oidcConfig: {issuerUrl: "https://i", clientId: c}}]}}"#,
      "must be https; insecureAllowHTTP"
    ),
    (
      "MCPExternalAuthConfig",
      "{type: embeddedAuthServer, embeddedAuthServer: {\(authServer), additionalAuthorizationParams: {state: x}}}]}}",
      #"oauth2Config.additionalAuthorizationParams: reserved parameter "state" is managed by the framework"#
    ),
    (
      "MCPToolConfig", "{toolsOverride: {a: {name: x}, b: {name: x}}}",
      #"spec.toolsOverride.b.name: "x" is also the name of "a""#
    ),
    ("MCPToolConfig", "{toolsFilter: [a, a]}", "spec.toolsFilter[1]: stands twice"),
    (
      "MCPTelemetryConfig",
      "{openTelemetry: {caBundleRef: {configMapRef: {name: \(String(repeating: "a", count: 49)), key: k}}}}",
      "has 49 characters; at most 48"
    ),
    ("MCPTelemetryConfig", "{openTelemetry: {tracing: {samplingRate: '2'}}}", #"samplingRate: "2" does not match"#),
  ])
  func `a bad one says where and why`(kind: String, spec: String, message: String) throws {
    let plan = try plan(kind, spec)
    #expect(plan.conditions["Valid"]?.status == .false)
    #expect(plan.message("Valid").contains(message), "\(plan.message("Valid"))")
    #expect(plan.status?["configHash"] == nil)
  }

  @Test func `a Cedar policy that does not compile is told with its line and column`() throws {
    let plan = try plan(
      "MCPAuthzConfig", #"{type: cedarv1, config: {policies: ["permit(principal,\n action resource);"]}}"#)
    #expect(plan.condition("Valid") == "False/ConfigInvalid")
    #expect(plan.message("Valid").contains("line 2, column"), "\(plan.message("Valid"))")
  }

  @Test(
    arguments: [
      ("MCPAuthzConfig", permit, nil), ("MCPExternalAuthConfig", "{type: unauthenticated}", nil),
      ("MCPOIDCConfig", #"{type: inline, inline: {issuer: "https://i"}}"#, nil), ("MCPToolConfig", "{}", nil),
      ("MCPAuthzConfig", #"{type: httpv1, config: {http: {url: "http://pdp"}}}"#, "httpv1 is not supported"),
      ("MCPExternalAuthConfig", "{type: upstreamInject, upstreamInject: {providerName: p}}", "not yet supported"),
      ("MCPOIDCConfig", "{type: kubernetesServiceAccount, kubernetesServiceAccount: {}}", nil),
      ("MCPToolConfig", "{toolsFilter: [a]}", "do not yet filter"), ("MCPTelemetryConfig", "{}", "do not send"),
      ("VirtualMCPCompositeToolDefinition", "{name: t, description: d, steps: [{id: a, tool: x}]}", "do not run"),
    ] as [(String, String, String?)])
  func `what a valid one asks for in vain is said`(kind: String, spec: String, message: String?) throws {
    let plan = try plan(kind, spec)
    #expect(plan.conditions["Valid"]?.status == .true, "\(plan.message("Valid"))")
    #expect(
      plan.condition("ConfigurationSupported")
        == (message == nil ? "True/ConfigurationSupported" : "False/NotSupportedYet"))
    #expect(plan.message("ConfigurationSupported").contains(message ?? ""))
  }

  @Test(arguments: [
    ("userInfo: {endpointUrl: \"https://i/u\"}", "False/AllUpstreamsHaveUserInfo"),
    ("scopes: [a]", "True/OAuth2UpstreamWithoutUserInfo"),
  ])
  func `people whom nobody names are told of`(more: String, condition: String) throws {
    let plan = try plan(
      "MCPExternalAuthConfig", "{type: embeddedAuthServer, embeddedAuthServer: {\(Self.authServer), \(more)}}]}}")
    #expect(plan.condition("Valid") == "True/ValidationSucceeded", "\(plan.message("Valid"))")
    #expect(plan.condition("IdentitySynthesized") == condition)
  }

  @Test(arguments: [
    (
      "MCPOIDCConfig", #"{type: inline, inline: {issuer: "https://i"}}"#,
      "mcpoidcconfig.toolhive.stacklok.dev/finalizer"
    ),
    ("MCPAuthzConfig", permit, "mcpauthzconfig.toolhive.stacklok.dev/finalizer"),
    ("MCPExternalAuthConfig", "{type: unauthenticated}", "mcpexternalauthconfig.toolhive.stacklok.dev/finalizer"),
    ("MCPToolConfig", "{}", "toolhive.stacklok.dev/toolconfig-finalizer"),
    ("MCPTelemetryConfig", "{}", "mcptelemetryconfig.toolhive.stacklok.dev/finalizer"),
  ])
  func `who is used is protected, and goes when nobody uses it`(kind: String, spec: String, finalizer: String) throws {
    let users = [
      ObjectReference(.virtualMCPServers, "v", namespace: "team"), ObjectReference(.mcpServers, "s", namespace: "team"),
    ]
    func steps(_ plan: Plan) -> [String] {
      plan.steps.map {
        switch $0 {
        case .protect(_, let finalizer): "protect " + finalizer
        case .release(_, let finalizers): "release " + finalizers.joined(separator: ",")
        default: "\($0)"
        }
      }
    }
    let held = "generation: 3, finalizers: [\(finalizer), other]"
    let leaving = held + ", deletionTimestamp: \"2026-01-01T00:00:00Z\""
    #expect(steps(try plan(kind, spec, users: users)) == ["protect " + finalizer])
    #expect(steps(try plan(kind, spec, metadata: held, users: users)) == [])
    #expect(steps(try plan(kind, spec, metadata: held)) == ["release " + finalizer])
    let blocked = try plan(kind, spec, metadata: leaving, users: users)
    #expect(blocked.steps.isEmpty)
    #expect(blocked.condition("DeletionBlocked") == "True/ReferencedByWorkloads")
    #expect(
      blocked.message("DeletionBlocked")
        == "Cannot delete: referenced by workloads: [{MCPServer s} {VirtualMCPServer v}]")
    let free = try plan(kind, spec, metadata: leaving)
    #expect(steps(free) == ["release " + finalizer])
    #expect(free.status == nil)
  }
}
