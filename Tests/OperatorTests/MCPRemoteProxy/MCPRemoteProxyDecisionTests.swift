import JSON
import Kubernetes
import Testing

@testable import Operator

@Suite struct MCPRemoteProxyDecisionTests {
  private func proxy(_ more: String, url: String = "http://mcp.example.com/mcp") -> String {
    """
    apiVersion: toolhive.stacklok.dev/v1beta1
    kind: MCPRemoteProxy
    metadata: {name: proxy, generation: 2}
    spec: {groupRef: {name: engineering}, remoteUrl: "\(url)"\(more.isEmpty ? "" : ", " + more)}
    """
  }

  private func decide(_ manifests: String...) throws -> Plan {
    var world = try World(Manifests.group)
    for text in manifests { try world.add(text) }
    let key = ObjectKey(namespace: "team", name: "proxy")
    return MCPRemoteProxyDecision.decide(try #require(MCPRemoteProxySnapshot(key, from: world.store)))
  }

  @Test func `no proxy is run, which its status says; virtual servers go to the server themselves`() throws {
    let plan = try decide(proxy(""))
    #expect(plan.condition("ConfigurationValid") == "True/ConfigurationValid")
    #expect(plan.condition("ConfigurationSupported") == "True/ConfigurationSupported")
    #expect(plan.condition("GroupRefValidated") == "True/GroupRefIsValid")
    #expect(plan.condition("Ready") == "False/ProxyNotSupported")
    #expect(plan.status?["phase"] == "Pending")
    #expect(plan.message("Ready").contains("virtual servers of the group go to http://mcp.example.com/mcp themselves"))
    var world = try World()
    for text in Manifests.all + [proxy("")] { try world.add(text) }
    #expect(try world.decide().configuration().backends.map(\.name) == ["github", "kubernetes", "proxy"])
  }

  @Test(arguments: [
    ("oidcConfigRef: {name: engineering-oidc, audience: a}", "spec.oidcConfigRef"),
    (#"authzConfig: {type: inline, inline: {policies: ["permit(principal, action, resource);"]}}"#, "spec.authzConfig"),
    ("toolConfigRef: {name: t}", "spec.toolConfigRef"),
    ("headerForward: {addPlaintextHeaders: {Mcp-Session-Id: b}}", "spec.headerForward.addPlaintextHeaders"),
  ])
  func `a server that the proxy would have protected is not reached without it`(more: String, path: String) throws {
    let plan = try decide(proxy(more), Manifests.oidc)
    #expect(plan.condition("ConfigurationSupported") == "False/FieldsRefused")
    #expect(plan.message("ConfigurationSupported").contains(path))
    #expect(!plan.message("Ready").contains("themselves"))
    var world = try World()
    for text in Manifests.all + [proxy(more)] { try world.add(text) }
    #expect(try world.decide().configuration().backends.map(\.name) == ["github", "kubernetes"])
  }

  @Test(arguments: [
    ("externalAuthConfigRef: {name: a}", "http://e.com", "ExternalAuthConfigNotFound"),
    ("", "http://169.254.169.254", "RemoteURLInvalid"),
    (
      "headerForward: {addHeadersFromSecret: [{headerName: A, valueSecretRef: {name: s, key: k}}]}", "http://e.com",
      "HeaderSecretNotFound"
    ),
    ("authzConfig: {type: inline, inline: {policies: [permitt]}}", "http://e.com", "AuthzPolicySyntaxInvalid"),
    ("novelty: 1", "http://e.com", "ValidationFailed"),
  ])
  func `what cannot be used is refused with the reason`(more: String, url: String, reason: String) throws {
    let plan = try decide(proxy(more, url: url))
    #expect(plan.condition("ConfigurationValid") == "False/\(reason)", "\(plan.message("ConfigurationValid"))")
    #expect(plan.condition("Ready") == "False/NotReady")
    #expect(plan.status?["phase"] == "Failed")
  }

  @Test func `the configs that it names are looked at`() throws {
    let spec =
      "oidcConfigRef: {name: engineering-oidc, audience: a}, telemetryConfigRef: {name: t}, toolConfigRef: {name: t}"
    let plan = try decide(
      proxy(spec), Manifests.oidc,
      "{apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPTelemetryConfig, metadata: {name: t}, spec: {openTelemetry: {endpoint: e}}}"
    )
    #expect(plan.condition("OIDCConfigRefValidated") == "True/OIDCConfigRefValid")
    #expect(plan.condition("TelemetryConfigRefValidated") == "False/TelemetryConfigRefInvalid")
    #expect(plan.condition("ToolConfigValidated") == "False/ToolConfigNotFound")
  }
}
