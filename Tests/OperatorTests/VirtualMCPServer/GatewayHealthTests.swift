import FoundationEssentials
import JSON
import Kubernetes
import Resources
import Testing

@testable import Operator

@Suite struct GatewayHealthTests {
  private static let key = ObjectKey(namespace: "team", name: "engineering-tools")

  private func world() throws -> World {
    var world = try World()
    for text in Manifests.all + [Manifests.deployment] { try world.add(text) }
    return world
  }

  @Test(
    arguments: [
      ("healthy", "healthy", "Ready", "True/DeploymentReady", 2, nil),
      ("healthy", "unauthenticated", "Ready", "True/DeploymentReady", 2, nil),
      ("unprobed", "unprobed", "Ready", "True/DeploymentReady", 2, nil),
      ("healthy", "unhealthy", "Degraded", "False/BackendsDegraded", 1, "True/BackendsDegraded"),
      ("healthy", "degraded", "Degraded", "False/BackendsDegraded", 1, "True/BackendsDegraded"),
      ("unhealthy", "unknown", "Degraded", "False/BackendsUnavailable", 0, "True/BackendsDegraded"),
    ] as [(String, String, String, String, Int, String?)])
  func `phase and counts follow from what the gateway says of its backends`(
    first: String, second: String, phase: String, ready: String, count: Int, degraded: String?
  ) throws {
    var world = try world()
    let plan = try world.decide { .serves($0, ("github", first), ("kubernetes", second)) }
    #expect(plan.status?["phase"] == .string(phase))
    #expect(plan.condition("Ready") == ready)
    #expect(plan.condition("Degraded") == degraded)
    #expect(plan.status?["backendCount"] == .int(count))
    #expect(plan.message("BackendsDiscovered") == "Discovered 2 backends")
  }

  @Test func `a backend's state, revision and time are the gateway's`() throws {
    var world = try world()
    let plan = try world.decide { .serves($0, ("github", "healthy"), ("kubernetes", "unhealthy")) }
    let backends = plan.status?["discoveredBackends"]
    #expect(
      backends?[0] == [
        "name": "github", "url": "http://mcp-github-proxy.team.svc.cluster.local:8080/mcp", "status": "ready",
        "authType": "unauthenticated", "lastHealthCheck": "2026-07-28T09:30:00Z", "mcpRevision": "2025-11-25",
      ])
    #expect(backends?[1]?["status"] == "unavailable")
    #expect(backends?[1]?["message"] == "the gateway gets no answer: timedOut")
  }

  @Test func `a gateway that was not asked yet is pending; one that gives no answer is taken for its servers`() throws {
    var world = try world()
    let before = try world.decide()
    #expect(before.condition("Ready") == "False/DeploymentNotReady")
    #expect(before.status?["phase"] == "Pending")
    #expect(before.status?["discoveredBackends"]?[0]?["status"] == "unknown")
    let waiting = try world.decide { .serves($0, ("github", "unknown"), ("kubernetes", "unknown")) }
    #expect(waiting.condition("Ready") == "False/BackendsPending")
    #expect(waiting.message("Ready") == "Waiting for initial health checks (2 backends configured)")
    let plan = try world.decide { _ in .failure(.timedOut) }
    #expect(plan.condition("ConfigurationServed") == "Unknown/GatewayNotAnswering")
    #expect(plan.message("ConfigurationServed") == "The gateway could not be asked: no answer in time")
    #expect(plan.status?["phase"] == "Ready")
  }

  @Test func `a gateway that serves an older document is said, and one that refuses the new one with its reasons`()
    throws
  {
    var world = try world()
    let older = try world.decide { _ in .gateway(GatewayReport(documentHash: "0ld", backends: [])) }
    let wanted = try #require(older.probe?.documentHash)
    #expect(older.condition("ConfigurationServed") == "False/OlderConfigurationServed")
    #expect(older.message("ConfigurationServed") == "The gateway still serves document 0ld, not \(wanted)")
    #expect(older.condition("Ready") == "False/ConfigurationNotServed")
    #expect(older.status?["phase"] == "Degraded")
    let refused = try world.decide { .serves($0, problems: ["backends[0].url: bad"]) }
    #expect(refused.condition("ConfigurationServed") == "False/ConfigurationRefusedByGateway")
    #expect(refused.message("ConfigurationServed").hasSuffix(": backends[0].url: bad"))
  }

  @Test func `after an edit nothing is said before the gateway was asked about the new document`() throws {
    var world = try world()
    let before = try world.decide { .serves($0, ("github", "healthy"), ("kubernetes", "healthy")) }
    try world.add(Manifests.virtualServer.replacing("delete_namespace", with: "delete_pod"))
    let after = try world.decide()
    #expect(after.probe?.documentHash != before.probe?.documentHash)
    #expect(after.condition("Ready") == "True/DeploymentReady")
    #expect(after.condition("ConfigurationServed") == nil)
  }

  @Test func `an operator that starts takes nothing back before it has asked`() throws {
    var world = try world()
    let plan = try world.decide { .serves($0, ("github", "healthy"), ("kubernetes", "unhealthy")) }
    var object = try #require(world.store.find(.virtualMCPServers, Self.key))
    let update = StatusUpdate(plan, of: object, as: VirtualMCPServer.self, now: Date(timeIntervalSince1970: 0))
    object.status = update.object?.status
    try world.store.insert(object.json, namespace: "team")
    world.observations = Observations()
    let again = try world.decide()
    #expect(StatusUpdate(again, of: object, as: VirtualMCPServer.self, now: Date()).object == nil)
  }

  @Test(arguments: [
    ("healthy", true, "", true), ("unhealthy", true, "", true), ("unknown", true, "", false),
    ("healthy", false, "", false), ("healthy", true, "refused", false),
  ])
  func `what has to be asked again soon`(health: String, isCurrent: Bool, problem: String, isGood: Bool) {
    var target = ProbeTarget(url: "http://g/status", question: .gateway)
    target.documentHash = "new"
    let report = GatewayReport(
      documentHash: isCurrent ? "new" : "old", problems: problem.isEmpty ? [] : [problem],
      backends: [
        GatewayReport.Backend(name: "a", health: health, lastFailure: nil, revision: nil, since: nil)
      ])
    #expect(ProbeAnswer.gateway(report).isGood(for: target) == isGood)
  }
}
