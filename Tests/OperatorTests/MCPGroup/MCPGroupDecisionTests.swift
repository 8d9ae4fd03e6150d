import Kubernetes
import Testing

@testable import Operator

@Suite struct MCPGroupDecisionTests {
  @Test("GUIDE-097: a group counts the servers that name it, and no others")
  func members() throws {
    let world = try World(
      Manifests.group, Manifests.server("kubernetes"), Manifests.server("github"),
      Manifests.server("crm", group: "sales"),
      """
      {apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPRemoteProxy, metadata: {name: proxy}, spec: {remoteUrl: "http://p.example.com", groupRef: {name: engineering}}}
      """,
      """
      {apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPServerEntry, metadata: {name: entry}, spec: {remoteUrl: "http://e.example.com", transport: sse, groupRef: {name: engineering}}}
      """)
    let snapshot = try #require(
      MCPGroupSnapshot(ObjectKey(namespace: "team", name: "engineering"), from: world.store))
    let plan = MCPGroupDecision.decide(snapshot)
    #expect(plan.status?["servers"] == ["github", "kubernetes"])
    #expect(plan.status?["serverCount"] == 2)
    #expect(plan.status?["remoteProxies"] == ["proxy"] && plan.status?["remoteProxyCount"] == 1)
    #expect(plan.status?["entries"] == ["entry"] && plan.status?["entryCount"] == 1)
    #expect(plan.status?["phase"] == "Ready")
    #expect(plan.condition("MCPServersChecked") == "True/ListMCPServersCheckSucceeded")
    #expect(plan.steps.isEmpty)
  }
}
