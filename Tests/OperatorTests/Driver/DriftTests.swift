import JSON
import Kubernetes
import TestDoubles
import Testing

@testable import Operator

@Suite(.timeLimit(.minutes(5)), .serialized) struct DriftTests {
  private static let key = ObjectKey(namespace: "default", name: "vmcp-engineering-tools")

  private func converge(_ live: LiveCluster) async throws {
    for text in Manifests.all { try await live.apply(text) }
    try await live.makeAvailable("mcp-github", "mcp-kubernetes", "vmcp-engineering-tools")
    _ = try await live.wait(.virtualMCPServers, "engineering-tools", condition: "Ready", "DeploymentReady")
  }

  private func writes(_ live: LiveCluster) -> [ScriptedRequest] {
    (live.faults?.requests ?? []).filter { $0.method != "GET" && !$0.path.hasSuffix("/events") }
  }

  @Test func `a hand-edited Deployment is put back, and what others own is left alone`() async throws {
    try await LiveCluster.with { live in
      try await converge(live)
      // An autoscaler's replicas, and what other controllers and people note.
      try await live.client.patch(.deployments, Self.key, merging: ["spec": ["replicas": 5]])
      try await live.client.patch(
        .deployments, Self.key,
        merging: [
          "metadata": ["annotations": ["example.com/note": "x"]],
          "spec": ["template": ["metadata": ["annotations": ["kubectl.kubernetes.io/restartedAt": "now"]]]],
        ])
      let before = try await live.client.get(.deployments, Self.key)
      let containers = try #require(before[path: "spec", "template", "spec", "containers"]?.arrayValue)
      var edited = try #require(containers.first)
      let image = try #require(edited["image"])
      edited["image"] = "evil:1"
      try await live.client.patch(
        .deployments, Self.key, merging: ["spec": ["template": ["spec": ["containers": [edited]]]]])
      let after = try await live.wait(.deployments, Self.key.name) {
        $0[path: "spec", "template", "spec", "containers"]?.arrayValue?.first?["image"] == image
      }
      #expect(after[path: "spec", "replicas"] == 5)
      #expect(after.annotations["example.com/note"] == "x")
      #expect(
        after[path: "spec", "template", "metadata", "annotations"]?["kubectl.kubernetes.io/restartedAt"] == "now")
    }
  }

  @Test func `from nothing to done each object is written once and each status twice at most, nothing is replaced`()
    async throws
  {
    try await LiveCluster.with(faulty: true) { live in
      try await converge(live)
      try await Task.sleep(for: .milliseconds(300))
      var counts: [String: Int] = [:]
      for request in writes(live) { counts[request.path, default: 0] += 1 }
      for (path, count) in counts.sorted(by: { $0.key < $1.key }) {
        #expect(count <= (path.hasSuffix("/status") ? 2 : 1), "\(count) writes of \(path)")
      }
      #expect(counts.count > 10)
      #expect(writes(live).allSatisfy { $0.method != "PUT" })
    }
  }

  @Test func `in a steady state everything is looked at again and nothing is written`() async throws {
    try await LiveCluster.with(faulty: true, options: OperatorOptions(resync: .milliseconds(300))) { live in
      try await converge(live)
      try await Task.sleep(for: .milliseconds(700))
      let (before, looks) = (writes(live).count, looks(live))
      try await Task.sleep(for: .milliseconds(1500))
      #expect(writes(live).count == before)
      #expect(self.looks(live) >= looks + 5)
    }
  }

  /// How many reconciliations there were.
  private func looks(_ live: LiveCluster) -> Int {
    live.runtime.metricsText.split(separator: "\n").filter { $0.hasPrefix("controller_runtime_reconcile_total") }
      .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +)
  }
}
