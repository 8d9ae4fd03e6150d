import JSON
import Kubernetes
import Testing

@testable import Operator

@Suite struct AppliedObjectsTests {
  private func object(_ kind: ResourceKind, _ fields: JSONObject) -> KubernetesObject {
    KubernetesObject(kind, ObjectKey(namespace: "team", name: "a"), fields: fields)
  }

  @Test func `defaults that the server adds do not count, fields that are no longer wanted do`() {
    let applied = AppliedObjects()
    let wanted = AppliedObjects.marked(object(.services, ["spec": ["type": "ClusterIP", "ports": [["port": 1]]]]))
    var found = wanted
    found.spec = ["type": "ClusterIP", "ports": [["port": 1, "protocol": "TCP"]], "clusterIP": "10.0.0.1"]
    #expect(applied.isApplied(wanted, found))
    #expect(!applied.isApplied(wanted, nil))
    let less = AppliedObjects.marked(object(.services, ["spec": ["type": "ClusterIP"]]))
    #expect(!applied.isApplied(less, found))
  }

  @Test func `a form that the server made of it is known again, until somebody changes it`() {
    let applied = AppliedObjects()
    let wanted = AppliedObjects.marked(object(.deployments, ["spec": ["cpu": "1000m"]]))
    var stored = wanted
    stored.spec = ["cpu": "1"]
    stored.resourceVersion = "7"
    #expect(!applied.isApplied(wanted, stored))
    applied.note(wanted, stored: stored)
    #expect(applied.isApplied(wanted, stored))
    stored.resourceVersion = "8"
    #expect(!applied.isApplied(wanted, stored))
  }

  @Test func `data is compared as a whole, and a Secret carries no hash of what it holds`() {
    let applied = AppliedObjects()
    let wanted = AppliedObjects.marked(object(.secrets, ["data": ["a": "eA=="]]))
    #expect(wanted.annotations.isEmpty)
    var found = wanted
    found["data"] = ["a": "eA==", "former": "eQ=="]
    #expect(!applied.isApplied(wanted, found))
  }
}
