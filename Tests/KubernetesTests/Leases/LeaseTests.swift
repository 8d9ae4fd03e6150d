import FoundationEssentials
import JSON
import TestDoubles
import Testing

@testable import Kubernetes

@Suite struct LeaseTests {
  private let key = ObjectKey(namespace: "n", name: "leader")

  @Test("A lease has the API's fields and keeps what others put there")
  func fields() {
    var lease = Lease(KubernetesObject(["spec": ["strategy": "x"]]))
    lease.holder = "me"
    lease.durationSeconds = 15
    lease.renewTime = Date(timeIntervalSince1970: 1_785_231_000.5)
    lease.transitions = 2
    #expect(
      lease.object.spec == [
        "strategy": "x", "holderIdentity": "me", "leaseDurationSeconds": 15,
        "renewTime": "2026-07-28T09:30:00.500000Z", "leaseTransitions": 2,
      ])
    #expect(lease.renewTime == Date(timeIntervalSince1970: 1_785_231_000.5))
  }

  @Test("A replacement carries the version that it builds on; without one it is refused before it is sent")
  func replacing() async throws {
    let server = ScriptedServer { request, connection in
      if request.method == "GET" { return connection.respond(404, #"{"kind":"Status","code":404}"#) }
      connection.respond(409, #"{"kind":"Status","code":409,"reason":"Conflict","message":"changed"}"#)
    }
    defer { server.close() }
    let store = ClusterLeaseStore(try KubernetesClient(server))
    #expect(try await store.lease(key) == nil)
    var lease = Lease(key)
    await #expect(throws: KubernetesError.self) { try await store.replace(lease) }
    #expect(server.requests.count == 1)
    lease.object.resourceVersion = "4"
    let error = await #expect(throws: KubernetesError.self) { try await store.replace(lease) }
    #expect(error?.code == .conflict)
    #expect(try JSONValue(reading: server.requests[1].body)[path: "metadata", "resourceVersion"] == "4")
    #expect(server.requests[1].path == "/apis/coordination.k8s.io/v1/namespaces/n/leases/leader")
  }
}
