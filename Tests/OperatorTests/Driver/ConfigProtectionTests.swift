import JSON
import Kubernetes
import Testing

@testable import Operator

@Suite struct ConfigProtectionTests {
  private static let config = """
    apiVersion: toolhive.stacklok.dev/v1beta1
    kind: MCPExternalAuthConfig
    metadata: {name: exchange}
    spec: {type: obo, obo: {}}
    """
  private static let server = Manifests.server("github", spec: "externalAuthConfigRef: {name: exchange}")

  @Test(.timeLimit(.minutes(1)))
  func `a config that is in use is not deleted until nobody uses it; what it says reaches the virtual server`()
    async throws
  {
    try await LiveCluster.with { live in
      for text in Manifests.all { try await live.apply(text == Manifests.server("github") ? Self.server : text) }
      let discovered = "DiscoveredAuthConfig-github"
      let virtual = "engineering-tools"
      let missing = try await live.wait(.virtualMCPServers, virtual) { $0.conditions[discovered] != nil }
      #expect(missing.conditions[discovered]?.message.contains("not found") == true)

      try await live.apply(Self.config)
      let kind = ResourceKind.mcpExternalAuthConfigs
      let held = try await live.wait(kind, "exchange") { !$0.finalizers.isEmpty && $0.conditions["Valid"] != nil }
      #expect(held.finalizers == ["mcpexternalauthconfig.toolhive.stacklok.dev/finalizer"])
      _ = try await live.wait(.virtualMCPServers, virtual) {
        $0.conditions[discovered]?.message.contains("obo is not yet supported") == true
      }
      _ = try await live.wait(
        .mcpServers, "github", condition: "ExternalAuthConfigValidated", "ExternalAuthConfigValid")

      let key = ObjectKey(namespace: "default", name: "exchange")
      try await live.client.delete(kind, key)
      let blocked = try await live.wait(kind, "exchange") { $0.conditions["DeletionBlocked"] != nil }
      #expect(
        blocked.conditions["DeletionBlocked"]?.message
          == "Cannot delete: referenced by workloads: [{MCPServer github}]")

      try await live.client.delete(.mcpServers, ObjectKey(namespace: "default", name: "github"))
      for _ in 0..<200 where try await live.client.find(kind, key) != nil {
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(try await live.client.find(kind, key) == nil)
      _ = try await live.wait(.virtualMCPServers, virtual) { $0.conditions[discovered] == nil }
    }
  }
}
