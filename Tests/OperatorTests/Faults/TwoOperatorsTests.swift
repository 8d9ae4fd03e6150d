import Controllers
import JSON
import Kubernetes
import Logging
import Testing

@testable import Operator

@Suite(.timeLimit(.minutes(5)), .serialized) struct TwoOperatorsTests {
  private static let lease = ObjectKey(namespace: "default", name: "two")
  private static let timing = LeaderTiming(
    leaseDuration: .seconds(8), renewDeadline: .seconds(6), retryPeriod: .milliseconds(500))

  private struct Operator {
    let runtime: OperatorRuntime
    let line: FaultProxy
    let task: Task<Void, any Error>
  }

  private func start(_ identity: String, _ live: LiveCluster) throws -> Operator {
    let address = live.cluster.plainAddress
    let line = FaultProxy(port: try #require(address.split(separator: ":").last.flatMap { Int($0) }))
    let server = live.cluster.address.replacing(address, with: line.url)
    let client = KubernetesClient(try ClusterConfiguration(server: server, proxy: .none), fieldManager: "vmcp-operator")
    var logger = Logger(label: identity)
    logger.logLevel = .critical
    let runtime = OperatorRuntime(
      client, settings: OperatorSettings(gatewayImage: "vmcp:test"), keys: RandomKeys(),
      leadership: OperatorRuntime.Leadership(lease: Self.lease, identity: identity, timing: Self.timing),
      options: OperatorOptions(grace: .milliseconds(500)), probing: Probing(ask: LiveCluster.answersWell),
      logger: logger)
    return Operator(runtime: runtime, line: line, task: Task { try await runtime.run() })
  }

  private func waitUntilLeading(_ one: Operator, not other: Operator? = nil) async throws -> Duration {
    let start = ContinuousClock.now
    while !one.runtime.isLeading {
      if start.duration(to: .now) > .seconds(30) { throw KubernetesError(.other, "it never leads") }
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(other?.runtime.isLeading != true)
    return start.duration(to: .now)
  }

  private func writes(_ one: Operator) -> Int {
    one.line.requests.count { $0.method == "PATCH" || $0.method == "POST" && !$0.path.contains("/leases") }
  }

  @Test("Two operators: one works; after a crash the other has taken over before the lease's duration is over")
  func crash() async throws {
    try await LiveCluster.with { live in
      await live.stopOperator()
      let first = try start("first", live)
      _ = try await waitUntilLeading(first)
      let second = try start("second", live)
      try await live.apply(Manifests.group)
      try await live.wait(.mcpGroups, "engineering") { $0[path: "status", "phase"] == "Ready" }
      #expect(writes(second) == 0)
      // Killed: nothing of it comes through any more, not even what it still wanted to say.
      first.line.takeDown()
      let wait = try await waitUntilLeading(second, not: first)
      // The exact bound is tested with a clock that the test moves; this one is for machines that are busy.
      #expect(wait < .seconds(30))
      try await live.apply(Manifests.server("github"))
      try await live.wait(.mcpGroups, "engineering") { $0[path: "status", "serverCount"] == 1 }
      await #expect(throws: LeadershipLost.self) { try await first.task.value }
      let written = writes(first)
      first.line.bringUp()
      try await Task.sleep(for: .milliseconds(500))
      #expect(writes(first) == written)
      second.task.cancel()
      _ = await second.task.result
      second.line.close()
      first.line.close()
    }
  }

  @Test("A leader that ends of its own will hands over at once")
  func handOver() async throws {
    try await LiveCluster.with { live in
      await live.stopOperator()
      let first = try start("first", live)
      _ = try await waitUntilLeading(first)
      let second = try start("second", live)
      while !second.runtime.isReady { try await Task.sleep(for: .milliseconds(5)) }
      first.task.cancel()
      _ = await first.task.result
      let wait = try await waitUntilLeading(second, not: first)
      #expect(wait < .seconds(7))
      second.task.cancel()
      _ = await second.task.result
      #expect(try await live.client.get(.leases, Self.lease)[path: "spec", "holderIdentity"] == "")
      second.line.close()
      first.line.close()
    }
  }
}
