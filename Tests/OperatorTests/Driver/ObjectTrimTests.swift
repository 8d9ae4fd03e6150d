import JSON
import Kubernetes
import Testing

@testable import Operator

@Suite struct ObjectTrimTests {
  private let key = ObjectKey(namespace: "n", name: "a")

  private func secret(_ size: Int, owner: JSONValue? = nil) -> KubernetesObject {
    var object = KubernetesObject(.secrets, key, fields: ["data": ["k": .string(String(repeating: "x", count: size))]])
    object.metadata["managedFields"] = [["manager": "kubectl"]]
    object.annotations = [ObjectTrim.lastApplied: "{}", "mine": "x"]
    if let owner { object.metadata["ownerReferences"] = [owner] }
    return object
  }

  @Test func `bookkeeping goes, people's annotations stay`() {
    let trimmed = ObjectTrim.trimmed(secret(1))
    #expect(trimmed.metadata["managedFields"] == nil && trimmed.annotations == ["mine": "x"])
    #expect(trimmed["data"] == secret(1)["data"])
  }

  @Test func `large payloads that nobody asked for go, one's own stay`() {
    #expect(ObjectTrim.emptied(secret(100))["data"] == secret(100)["data"])
    #expect(ObjectTrim.isEmptied(ObjectTrim.emptied(secret(5000))))
    let owner: JSONValue = [
      "apiVersion": "toolhive.stacklok.dev/v1beta1", "kind": "VirtualMCPServer", "name": "v", "uid": "u",
      "controller": true,
    ]
    #expect(!ObjectTrim.isEmptied(ObjectTrim.emptied(secret(5000, owner: owner))))
  }

  @Test func `what was asked for is kept until it is deleted`() {
    let payloads = Payloads()
    let place = Payloads.Place(kind: .secrets, key: key)
    let keeping = payloads.keeping(.secrets)
    #expect(ObjectTrim.isEmptied(keeping(secret(5000))))
    payloads.want(place)
    #expect(!ObjectTrim.isEmptied(keeping(secret(5000))))
    payloads.forget(place)
    #expect(ObjectTrim.isEmptied(keeping(secret(5000))))
  }

  @Test func `a decision notes what it would have needed`() {
    struct Reader: ObjectReader {
      let object: KubernetesObject
      func find(_ kind: ResourceKind, _ key: ObjectKey) -> KubernetesObject? { object }
      func list(_ kind: ResourceKind, namespace: String) -> [KubernetesObject] { [object] }
    }
    let reader = GatheringReader(Reader(object: ObjectTrim.emptied(secret(5000))))
    _ = reader.find(.secrets, key)
    #expect(reader.missing == [Payloads.Place(kind: .secrets, key: key)])
    let other = GatheringReader(Reader(object: secret(5000)))
    _ = other.find(.secrets, key)
    #expect(other.missing.isEmpty)
  }
}
