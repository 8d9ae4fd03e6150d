import JSON
import Kubernetes
import Testing

@testable import Operator

@Suite struct MCPServerEntryDecisionTests {
  private func entry(_ more: String, url: String = "http://mcp.example.com/mcp") -> String {
    """
    apiVersion: toolhive.stacklok.dev/v1beta1
    kind: MCPServerEntry
    metadata: {name: outside, generation: 2}
    spec: {groupRef: {name: engineering}, remoteUrl: "\(url)", transport: streamable-http\(more.isEmpty ? "" : ", " + more)}
    """
  }

  private func decide(_ manifests: [String]) throws -> Plan {
    var world = try World()
    for text in manifests { try world.add(text) }
    let key = ObjectKey(namespace: "team", name: "outside")
    return MCPServerEntryDecision.decide(try #require(MCPServerEntrySnapshot(key, from: world.store)))
  }

  @Test func `a good entry is valid, and every condition says so`() throws {
    let plan = try decide([Manifests.group, entry("")])
    #expect(plan.status?["phase"] == "Valid")
    #expect(plan.condition("Valid") == "True/ConfigValid")
    #expect(plan.condition("RemoteURLValidated") == "True/RemoteURLValid")
    #expect(plan.condition("GroupRefValidated") == "True/GroupRefIsValid")
    #expect(plan.condition("ExternalAuthConfigValidated") == "True/AuthConfigNotConfigured")
    #expect(plan.condition("CABundleRefValidated") == "True/CABundleRefNotConfigured")
    #expect(plan.condition("HeaderSecretRefsValidated") == nil)
    #expect(plan.condition("ConfigurationSupported") == "True/ConfigurationSupported")
    #expect(plan.conditions.allSatisfy { $0.observedGeneration == 2 })
    #expect(plan.steps.isEmpty)
  }

  private static let header =
    "headerForward: {addHeadersFromSecret: [{headerName: X-Key, valueSecretRef: {name: s, key: k}}]}"

  @Test(arguments: [
    (
      "caBundleRef: {configMapRef: {name: ca, key: k}}", "CABundleRefValidated", "CABundleRefNotFound",
      "ConfigMap \"ca\" not found"
    ),
    (
      "externalAuthConfigRef: {name: a}", "ExternalAuthConfigValidated", "AuthConfigNotFound",
      "MCPExternalAuthConfig \"a\" not found"
    ),
    (header, "HeaderSecretRefsValidated", "HeaderSecretNotFound", "Secret \"s\" not found in namespace \"team\""),
  ])
  func `what is missing is named`(more: String, type: String, reason: String, message: String) throws {
    let plan = try decide([Manifests.group, entry(more)])
    #expect(plan.condition(type) == "False/\(reason)")
    #expect(plan.message(type).contains(message))
    #expect(plan.condition("Valid") == "False/ConfigInvalid")
    #expect(plan.status?["phase"] == "Failed")
  }

  @Test func `a group that is missing, an address within, a key that is missing`() throws {
    #expect(try decide([entry("")]).condition("GroupRefValidated") == "False/GroupRefNotFound")
    let inside = try decide([Manifests.group, entry("", url: "http://127.0.0.1/mcp")])
    #expect(inside.condition("RemoteURLValidated") == "False/RemoteURLInvalid")
    #expect(inside.condition("Valid") == "False/ConfigInvalid")
    let secret = "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {other: v}}"
    let key = try decide([Manifests.group, entry(Self.header), secret])
    #expect(key.message("HeaderSecretRefsValidated").contains("Secret \"s\" has no key \"k\""))
    let good = try decide([Manifests.group, entry(Self.header), secret.replacing("other", with: "k")])
    #expect(good.condition("HeaderSecretRefsValidated") == "True/HeaderSecretsValid")
    #expect(good.status?["phase"] == "Valid")
    #expect(good.condition("ConfigurationSupported") == "True/ConfigurationSupported")
    let restricted = try decide([
      Manifests.group, entry(Self.header.replacing("X-Key", with: "Host")), secret.replacing("other", with: "k"),
    ])
    #expect(restricted.condition("ConfigurationSupported") == "False/FieldsRefused")
    #expect(restricted.message("ConfigurationSupported").contains("addHeadersFromSecret[0].headerName: \"Host\" is a"))
  }

  @Test func `two members of one name: the server comes first, and the entry is said to be left out`() throws {
    var world = try World()
    for text in Manifests.all { try world.add(text) }
    try world.add(entry("").replacing("name: outside", with: "name: github"))
    let plan = try world.decide()
    #expect(try plan.configuration().backends.map(\.name) == ["github", "kubernetes"])
    #expect(try plan.configuration().backends[0].url.contains("mcp-github-proxy"))
    #expect(plan.condition("ConfigurationSupported") == "False/FieldsNotSupported")
    #expect(
      plan.message("ConfigurationSupported").contains("MCPServerEntry \"github\" has the name of the MCPServer"))
  }

  @Test func `a name that cannot stand in the names of tools keeps an entry away, and nothing else`() throws {
    var world = try World()
    for text in Manifests.all { try world.add(text) }
    try world.add(entry("").replacing("name: outside", with: "name: out.side"))
    #expect(try world.decide().configuration().backends.map(\.name) == ["github", "kubernetes"])
  }

  @Test func `an entry becomes a backend of the virtual server's document`() throws {
    var world = try World()
    for text in Manifests.all { try world.add(text) }
    try world.add(entry(""))
    #expect(try world.decide().configuration().backends.map(\.name) == ["github", "kubernetes", "outside"])
    #expect(try world.decide().configuration().backends[2].url == "http://mcp.example.com/mcp")
    for (more, url, message) in [
      (
        "caBundleRef: {configMapRef: {name: ca, key: k}}", "https://mcp.example.com",
        "ConfigMap \"ca\" not found in namespace"
      ),
      (Self.header, "https://e.com", "Secret \"s\" not found"),
      ("", "http://localhost", "is not valid"),
    ] {
      try world.add(entry(more, url: url))
      let plan = try world.decide()
      #expect(try plan.configuration().backends.map(\.name) == ["github", "kubernetes"])
      let seen = plan.status?["discoveredBackends"]?.arrayValue?.first { $0["name"] == "outside" }
      #expect(seen?["status"] == "unavailable")
      #expect(seen?["message"]?.stringValue?.contains(message) == true, "\(String(describing: seen))")
    }
  }
}
