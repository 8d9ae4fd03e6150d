import Controllers
import HTTP
import HTTPEdge
import JSON
import Kubernetes
import Logging
import Resources
import Synchronization
import Testing

@testable import Operator

@Suite struct PlanExecutorTests {
  private struct Outcome {
    let error: KubernetesError?
    /// As written; `nil` where none was.
    let status: KubernetesObject?
  }

  /// Carries out the plan for good manifests, on an API server that refuses writes of some objects.
  private func execute(refusing refused: String, status: Int, message: String = "no leader") async throws -> Outcome {
    let written = Mutex<KubernetesObject?>(nil)
    let server = try await HTTPServer.start(logger: Logger(label: "test")) { request, _ in
      if request.path.contains("/\(refused)/") || request.path.hasSuffix("/\(refused)") {
        return .json(["kind": "Status", "message": .string(message), "code": .int(status)], status: status)
      }
      let body = (try? JSONValue(reading: request.body)) ?? .null
      if request.path.hasSuffix("/status") { written.withLock { $0 = try? KubernetesObject(json: body) } }
      return .json(body)
    }
    var world = try World()
    for text in Manifests.all + [Manifests.deployment] { try world.add(text) }
    let current = try #require(
      world.store.find(.virtualMCPServers, ObjectKey(namespace: "team", name: "engineering-tools")))
    let client = KubernetesClient(
      try ClusterConfiguration(server: "http://127.0.0.1:\(server.port)", proxy: .none), fieldManager: "test")
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let executor = PlanExecutor(
      client: client, view: world.store, applied: AppliedObjects(),
      events: EventRecorder(ClusterEventSink(client), component: "test", logger: logger), logger: logger,
      time: SystemTime())
    var thrown: KubernetesError?
    do {
      try await executor.execute(
        try world.decide { .serves($0) }, for: current, as: VirtualMCPServer.self, failure: .virtualServer)
    } catch let error as KubernetesError {
      thrown = error
    }
    await server.shutdown(within: .zero)
    return Outcome(error: thrown, status: written.withLock { $0 })
  }

  @Test(arguments: [500, 403, 422, 404])
  func `a ConfigMap that cannot be written is said, and no condition claims what it would have held`(
    status: Int
  ) async throws {
    let outcome = try await execute(refusing: "configmaps", status: status)
    #expect(outcome.error?.status == status)
    let conditions = try #require(outcome.status?.conditions)
    let ready = try #require(conditions["Ready"])
    #expect(ready.status == .false && ready.reason == "ApplyFailed" && ready.observedGeneration == 7)
    #expect(ready.message.contains("ConfigMap \"vmcp-engineering-tools-config\": no leader"))
    let auth = try #require(conditions["AuthConfigured"])
    #expect(auth.status == .unknown && auth.reason == "ApplyFailed" && auth.observedGeneration == 7)
    #expect(!conditions.contains { $0.message.contains("policies compiled") })
    #expect(conditions["Valid"]?.status == .true)
    #expect(outcome.status?[path: "status", "phase"] == "Degraded")
    #expect(outcome.status?[path: "status", "message"]?.stringValue?.contains("no leader") == true)
  }

  @Test func `a Deployment that cannot be written makes no secret of the policies that were`() async throws {
    let outcome = try await execute(refusing: "deployments", status: 500)
    #expect(outcome.error != nil)
    #expect(outcome.status?.conditions["Ready"]?.reason == "ApplyFailed")
    #expect(outcome.status?.conditions["AuthConfigured"]?.reason == "AuthValid")
  }

  @Test func `what the API server says of a Secret is not repeated`() async throws {
    let outcome = try await execute(refusing: "secrets", status: 500, message: "bad value hunter2")
    let status = try #require(outcome.status)
    #expect(status.conditions["Ready"]?.reason == "ApplyFailed")
    #expect(status.conditions["AuthConfigured"]?.status == .unknown)
    #expect(!status.json.text().contains("hunter2"))
  }

  @Test func `a conflict passes by itself and is not said`() async throws {
    let outcome = try await execute(refusing: "configmaps", status: 409)
    #expect(outcome.error?.code == .conflict)
    #expect(outcome.status == nil)
  }
}
