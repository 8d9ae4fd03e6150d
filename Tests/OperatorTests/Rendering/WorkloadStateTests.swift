import Testing

@testable import Operator

@Suite struct WorkloadStateTests {
  private static let stalled = """
    conditions: [{type: Progressing, status: "False", reason: ProgressDeadlineExceeded, message: "no image",
      lastTransitionTime: "2026-01-01T00:00:00Z"}]
    """

  private func plan(generation: Int, observed: String, _ more: String = "") throws -> Plan {
    var world = try World()
    for text in Manifests.all { try world.add(text) }
    let status = ["observedGeneration: \(observed)", "availableReplicas: 1", "readyReplicas: 1", more]
    try world.add(
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: vmcp-engineering-tools, generation: \(generation)}
      spec: {replicas: 1}
      status: {\(status.filter { !$0.isEmpty }.joined(separator: ", "))}
      """)
    return try world.decide { .serves($0) }
  }

  @Test func `a report on an earlier generation does not make the Deployment ready, while its pods serve`() throws {
    let plan = try plan(generation: 2, observed: "1", Self.stalled)
    #expect(plan.condition("DeploymentReady") == "False/DeploymentNotReady")
    #expect(plan.message("DeploymentReady").contains("latest change"))
    #expect(plan.condition("Ready") == "True/DeploymentReady")
    #expect(!plan.message("Ready").contains("no image"), "that was said of the generation before")
    #expect(try self.plan(generation: 2, observed: "2").condition("DeploymentReady") == "True/DeploymentReady")
  }

  @Test func `a rollout that is stuck is said although earlier pods serve`() throws {
    let plan = try plan(generation: 2, observed: "2", Self.stalled)
    #expect(plan.condition("DeploymentReady") == "False/DeploymentFailed")
    #expect(plan.message("DeploymentReady") == "ProgressDeadlineExceeded: no image; earlier pods still serve")
    #expect(plan.condition("Ready") == "True/DeploymentReady")
    #expect(plan.message("Ready").contains("makes no progress: ProgressDeadlineExceeded: no image"))
    #expect(plan.status?["message"]?.stringValue?.contains("no image") == true)
  }

  @Test func `an MCPServer that runs says that its rollout is stuck`() throws {
    var world = try World(Manifests.group, Manifests.server("github"))
    try world.add(
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: mcp-github, generation: 3}
      spec: {replicas: 1}
      status: {observedGeneration: 3, availableReplicas: 1, \(Self.stalled)}
      """)
    let plan = try world.decideServer("github", answer: .server(revision: "2025-11-25"))
    #expect(plan.condition("Ready") == "True/Ready")
    #expect(plan.message("Ready").contains("no image"))
  }
}
