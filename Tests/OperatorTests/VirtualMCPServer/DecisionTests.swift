import JOSE
import JSON
import Kubernetes
import Testing

@testable import Operator

@Suite struct VirtualMCPServerDecisionTests {
  private func world(_ change: (String) -> String = { $0 }, without kind: String? = nil) throws -> World {
    var world = try World()
    for text in Manifests.all where kind == nil || !text.contains("kind: \(kind ?? "")\n") {
      try world.add(change(text))
    }
    return world
  }

  @Test func `good manifests: every condition says so, with the generation it speaks of`() throws {
    var world = try world()
    try world.add(Manifests.deployment)
    let plan = try world.decide { .serves($0) }
    let expected = [
      "Valid": "True/ValidationSucceeded", "ConfigurationSupported": "True/ConfigurationSupported",
      "GroupRefValidated": "True/GroupRefValid", "OIDCConfigRefValidated": "True/OIDCConfigRefValid",
      "AuthServerConfigValidated": "True/AuthServerConfigValid", "AuthConfigured": "True/AuthValid",
      "DeploymentReady": "True/DeploymentReady", "Ready": "True/DeploymentReady",
      "ConfigurationServed": "True/ConfigurationServed", "BackendsDiscovered": "True/BackendsDiscovered",
    ]
    for (type, value) in expected { #expect(plan.condition(type) == value) }
    #expect(plan.conditions.allSatisfy { $0.observedGeneration == 7 })
    #expect(plan.status?["phase"] == "Ready")
    #expect(plan.status?["backendCount"] == 2)
    #expect(plan.status?["observedGeneration"] == 7)
    #expect(plan.status?["url"] == "http://vmcp-engineering-tools.team.svc.cluster.local:4483")
  }

  @Test func `before its pod is available the server is pending`() throws {
    let plan = try world().decide()
    #expect(plan.condition("Ready") == "False/DeploymentNotReady")
    #expect(plan.status?["phase"] == "Pending")
    #expect(!plan.steps.isEmpty)
  }

  @Test func `a policy that does not compile: index, line and column; the last good configuration stays`() throws {
    var world = try world()
    try world.apply(try world.decide())
    try world.add(Manifests.deployment)
    try world.add(Manifests.virtualServer.replacing("resource == Tool::\"delete", with: "resource === Tool::\"delete"))
    let plan = try world.decide()
    #expect(plan.condition("AuthConfigured") == "False/AuthzPolicySyntaxInvalid")
    #expect(plan.message("AuthConfigured").contains("policies[1]"))
    #expect(plan.message("AuthConfigured").contains("line 2, column"))
    #expect(plan.steps.isEmpty, "the ConfigMap that is there is not touched")
    #expect(plan.condition("Ready") == "False/ConfigurationRefused")
    #expect(plan.status?["phase"] == "Degraded")
    #expect(plan.status?["message"]?.stringValue?.contains("last good configuration") == true)
  }

  @Test func `every bad policy is named at once`() throws {
    let plan = try world { $0.replacing("permit(", with: "permitt(").replacing("forbid(", with: "forbit(") }.decide()
    #expect(plan.message("AuthConfigured").contains("policies[0]"))
    #expect(plan.message("AuthConfigured").contains("policies[1]"))
    #expect(plan.status?["phase"] == "Failed")
  }

  @Test(arguments: [
    (
      "MCPGroup", "GroupRefValidated", "False/GroupRefNotFound",
      "MCPGroup \"engineering\" not found in namespace \"team\""
    ),
    (
      "MCPOIDCConfig", "OIDCConfigRefValidated", "False/OIDCConfigRefNotFound",
      "MCPOIDCConfig \"engineering-oidc\" not found in namespace \"team\""
    ),
    (
      "Secret", "AuthConfigured", "False/SecretNotFound",
      "clientSecretRef: Secret \"engineering-okta\" not found in namespace \"team\""
    ),
  ])
  func `a dangling reference says what and where, and nothing is applied`(
    missing: String, type: String, condition: String, message: String
  ) throws {
    let plan = try world(without: missing).decide()
    #expect(plan.condition(type) == condition)
    #expect(plan.message(type).contains(message))
    #expect(plan.steps.isEmpty)
    #expect(plan.condition("Ready") == "False/ConfigurationRefused")
  }

  @Test("GUIDE-111: an issuer that differs from the MCPOIDCConfig's is said with both values")
  func issuerMismatch() throws {
    let plan = try world { $0.replacing("{issuer: \"https://engineering-tools", with: "{issuer: \"https://other") }
      .decide()
    #expect(plan.condition("AuthServerConfigValidated") == "False/AuthServerConfigInvalid")
    #expect(plan.message("AuthServerConfigValidated").contains("https://engineering-tools.example.com"))
    #expect(plan.message("AuthServerConfigValidated").contains("https://other.example.com"))
    #expect(plan.steps.isEmpty)
  }

  @Test(arguments: [
    (
      "audience: https://engineering-tools.example.com", "audience: https://other", "AuthServerConfigValidated",
      "AuthServerConfigInvalid", "not in auth server's allowed audiences"
    ),
    (
      "example.com/oauth/callback", "example.com/callback", "AuthServerConfigValidated", "AuthServerConfigInvalid",
      "where the gateway answers"
    ),
    ("issuerUrl: https:", "issuerUrl: http:", "AuthServerConfigValidated", "AuthServerConfigInvalid", "must be https"),
    (
      "  issuer: https://engineering-tools.example.com\n", "  issuer: http://engineering-tools.example.com\n",
      "AuthServerConfigValidated", "AuthServerConfigInvalid", "insecureAllowHTTP allows plain http"
    ),
    (
      "  authServerConfig:\n", "  authServerConfig:\n    tokenLifespans: {accessTokenLifespan: 48h}\n",
      "AuthServerConfigValidated", "AuthServerConfigInvalid", "48h is not between 60 and 86400 seconds"
    ),
    (
      "  authServerConfig:\n", "  authServerConfig:\n    primaryUpstreamProvider: entra\n", "AuthConfigured",
      "AuthzUpstreamUnknown", "\"entra\" is not one of"
    ),
    ("key: client-secret", "key: absent", "AuthConfigured", "SecretKeyNotFound", "key \"absent\" of Secret"),
    (
      "issuer: https://engineering-tools.example.com\n", "issuer: https://engineering-tools.example.com/a\n",
      "AuthServerConfigValidated", "AuthServerConfigInvalid", "must be a bare origin"
    ),
    ("hunter2-of-engineering", "''", "AuthConfigured", "SecretInvalid", "is empty"),
    (
      "  incomingAuth:\n", "  sessionStorage: {provider: redis, address: \"r:6379\"}\n  incomingAuth:\n",
      "ConfigurationSupported", "FieldsRefused", "spec.sessionStorage: "
    ),
    (
      "    authzConfig:\n", "    authzConfigRef: {name: shared}\n    authzConfig:\n", "Valid",
      "ValidationFailed", "mutually exclusive"
    ),
    (
      "  groupRef:", "  config: {aggregation: {tools: [{workload: github, filter: [a]}]}}\n  groupRef:",
      "ConfigurationSupported", "FieldsRefused", "spec.config.aggregation.tools"
    ),
    (
      "  groupRef:", "  config: {aggregation: {conflictResolution: manual}}\n  groupRef:", "ConfigurationSupported",
      "FieldsRefused", "only prefix is supported"
    ),
    ("  groupRef:", "  groupReff: {}\n  groupRef:", "Valid", "ValidationFailed", "spec.groupReff: unknown field"),
    ("name: engineering-tools, uid", "name: Engineering_Tools, uid", "Valid", "ValidationFailed", "host name label"),
    (
      "type: inline, inline: {issuer", "type: inline, inline: {jwksUrl: \"http://k\", issuer", "OIDCConfigRefValidated",
      "OIDCConfigRefNotValid", "must be https unless insecureAllowHTTP"
    ),
  ])
  func `what cannot be served is refused with the path and the reason`(
    from: String, to: String, type: String, reason: String, message: String
  ) throws {
    let name = to.contains("Engineering_Tools") ? "Engineering_Tools" : "engineering-tools"
    let plan = try world { $0.replacing(from, with: to) }.decide(name)
    #expect(plan.condition(type) == "False/\(reason)")
    #expect(plan.message(type).contains(message), "\(plan.message(type))")
    #expect(plan.steps.isEmpty)
    #expect(plan.status?["phase"] == "Failed")
  }

  @Test func `what has no effect is said, and the rest is served`() throws {
    let plan = try world {
      $0.replacing(
        "  groupRef: {name: engineering}\n  incoming",
        with: "  config: {optimizer: {}, novelty: 1}\n  groupRef: {name: engineering}\n  incoming")
    }.decide()
    #expect(plan.condition("ConfigurationSupported") == "False/FieldsNotSupported")
    #expect(plan.message("ConfigurationSupported").contains("spec.config.optimizer"))
    #expect(plan.message("ConfigurationSupported").contains("spec.config.novelty: unknown field"))
    #expect(!plan.steps.isEmpty)
  }

  @Test func `policies come from a ConfigMap as well; the object's claim names win`() throws {
    let document = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: policies}
      data:
        authz.json: |
          {"version": "1.0", "type": "cedarv1", "cedar": {"policies": ["permit(principal, action, resource);"],
           "group_claim_name": "teams", "role_claim_name": "jobs"}}
      """
    let start = try #require(Manifests.virtualServer.firstRange(of: "    authzConfig:")?.lowerBound)
    let end = try #require(Manifests.virtualServer.firstRange(of: "  authServerConfig:")?.lowerBound)
    let server =
      String(Manifests.virtualServer[..<start])
      + "    authzConfig: {type: configMap, configMap: {name: policies}, groupClaimName: squads}\n"
      + String(Manifests.virtualServer[end...])
    var world = try world()
    try world.add(server)
    #expect(try world.decide().condition("AuthConfigured") == "False/AuthzConfigMapNotFound")
    try world.add(document)
    let authorization = try world.decide().configuration().authorization
    #expect(authorization.policies == ["permit(principal, action, resource);"])
    #expect(authorization.groupClaim == "squads")
    #expect(authorization.roleClaim == "jobs")
    func naming(_ provider: String) -> String {
      document.replacing(
        "\"group_claim_name\"", with: "\"primary_upstream_provider\": \"\(provider)\", \"group_claim_name\"")
    }
    for (provider, condition) in [
      ("", "True/AuthValid"), ("okta", "True/AuthValid"), ("entra", "False/AuthzUpstreamUnknown"),
    ] {
      try world.add(naming(provider))
      #expect(try world.decide().condition("AuthConfigured") == condition, "\(provider)")
    }
    #expect(try world.decide().message("AuthConfigured").contains("\"entra\" is not one of"))
    try world.add(
      server.replacing("  authServerConfig:\n", with: "  authServerConfig:\n    primaryUpstreamProvider: okta\n"))
    #expect(try world.decide().configuration().authorization.primaryUpstream == "okta", "the object's own name wins")
    try world.add(document.replacing("cedarv1", with: "httpv1"))
    #expect(try world.decide().condition("AuthConfigured") == "False/AuthzConfigMapInvalid")
  }

  @Test func `without authzConfig everybody may do everything, and a reason of its own says so`() throws {
    let start = try #require(Manifests.virtualServer.firstRange(of: "    authzConfig:")?.lowerBound)
    let end = try #require(Manifests.virtualServer.firstRange(of: "  authServerConfig:")?.lowerBound)
    var world = try world()
    try world.add(String(Manifests.virtualServer[..<start]) + String(Manifests.virtualServer[end...]))
    let plan = try world.decide()
    #expect(plan.condition("AuthConfigured") == "True/AuthzNotConfigured")
    #expect(plan.message("AuthConfigured") == "no authzConfig: everybody who logs in may call every tool")
    #expect(try plan.configuration().authorization.mode == .none)
  }

  @Test("GUIDE-115: a backend that is not ready is listed with its state, and the gateway learns of it all the same")
  func backendStates() throws {
    var world = try world()
    try world.add(Manifests.deployment)
    try world.add(Manifests.server("kubernetes", phase: "Pending"))
    let plan = try world.decide { _ in .failure(.timedOut) }
    #expect(plan.status?["phase"] == "Degraded")
    #expect(plan.status?["backendCount"] == 1)
    #expect(plan.condition("Ready") == "False/BackendsDegraded")
    #expect(plan.message("Ready").contains("kubernetes"))
    #expect(plan.status?["discoveredBackends"]?[1]?["status"] == "unavailable")
    #expect(try plan.configuration().backends.count == 2)
  }

  @Test func `each backend is spoken to as it speaks, stdio servers as their bridge does`() throws {
    var world = try world()
    try world.add(Manifests.server("legacy").replacing("transport: streamable-http", with: "transport: sse"))
    try world.add(Manifests.server("typed").replacing("transport: streamable-http", with: "transport: stdio"))
    let backends = try world.decide().configuration().backends
    #expect(backends.map(\.name) == ["github", "kubernetes", "legacy", "typed"])
    #expect(backends.map(\.transport) == [.streamableHTTP, .streamableHTTP, .sse, .streamableHTTP])
    #expect(backends[2].url == "http://mcp-legacy-proxy.team.svc.cluster.local:8080/sse")
    #expect(backends[3].url == "http://mcp-typed-proxy.team.svc.cluster.local:8080/mcp")
  }

  @Test func `keys that people bring are checked, and a broken one is not repeated`() throws {
    func decide(_ pem: String, _ secret: String) throws -> Plan {
      var world = try world {
        $0.replacing(
          "  authServerConfig:\n",
          with: """
              authServerConfig:
                signingKeySecretRefs: [{name: keys, key: pem}]
                hmacSecretRefs: [{name: keys, key: hmac}]

            """)
      }
      try world.store.insert(
        [
          "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "keys"],
          "stringData": ["pem": .string(pem), "hmac": .string(secret)],
        ], namespace: "team")
      return try world.decide()
    }
    let pem = try #require(try RandomKeys().signingKey().text)
    let good = try decide(pem, String(repeating: "s", count: 32))
    let authServer = try #require(try good.configuration().authorizationServer)
    #expect(authServer.signingKeys == ["signing-ref-1"])
    #expect(authServer.sealingKeys == ["sealing-ref-1"])
    let secret = try #require(good.object("Secret", "vmcp-engineering-tools-secrets"))
    #expect(secret[path: "data", "signing-ref-1"] == .string(Base64.encode(Array(pem.utf8))))
    let bad = try decide("-----BEGIN PRIVATE KEY-----\nbroken\n-----END PRIVATE KEY-----", "tooshort")
    #expect(bad.condition("AuthConfigured") == "False/SecretInvalid")
    #expect(bad.message("AuthConfigured").contains("key \"pem\" of Secret \"keys\""))
    #expect(bad.message("AuthConfigured").contains("is shorter than 32 bytes"))
    #expect(!bad.message("AuthConfigured").contains("broken") && !bad.message("AuthConfigured").contains("tooshort"))
  }
}
