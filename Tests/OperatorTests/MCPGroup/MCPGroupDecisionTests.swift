import Kubernetes
import Testing

@testable import Operator

@Suite struct MCPGroupDecisionTests {
  @Test("GUIDE-097: a group counts the servers that name it, and no others")
  func members() throws {
    let world = try World(
      Manifests.group, Manifests.server("kubernetes"), Manifests.server("github"),
      Manifests.server("crm", group: "sales"))
    let snapshot = try #require(
      MCPGroupSnapshot(ObjectKey(namespace: "team", name: "engineering"), from: world.store))
    let plan = MCPGroupDecision.decide(snapshot)
    #expect(plan.status?["servers"] == ["github", "kubernetes"])
    #expect(plan.status?["serverCount"] == 2)
    #expect(plan.status?["phase"] == "Ready")
    #expect(plan.condition("MCPServersChecked") == "True/ListMCPServersCheckSucceeded")
    #expect(plan.steps.isEmpty)
  }
}
