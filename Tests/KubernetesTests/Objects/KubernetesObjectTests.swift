import JSON
import Testing

@testable import Kubernetes

@Suite struct KubernetesObjectTests {
  @Test("Changing what is known keeps what is not")
  func keepsUnknown() throws {
    var object = try KubernetesObject(
      json: JSONValue(
        reading: """
          {"apiVersion":"v1","kind":"Service","metadata":{"name":"a","namespace":"n","new":1,"labels":{"x":"y"}},
           "future":{"z":[1]},"spec":{"ports":[]}}
          """))
    object.labels["b"] = "c"
    object.annotations["note"] = "d"
    object.resourceVersion = "7"
    #expect(object["future"] == ["z": [1]])
    #expect(object.metadata["new"] == 1)
    #expect(object[path: "metadata", "labels"] == ["b": "c", "x": "y"])
    #expect(object[path: "metadata", "annotations", "note"] == "d")
    object.labels = [:]
    #expect(object.metadata["labels"] == nil)
    #expect(object.key == ObjectKey(namespace: "n", name: "a"))
  }

  @Test("A new object has type and place, and its own fields beside them")
  func new() {
    let object = KubernetesObject(
      .configMaps, ObjectKey(namespace: "n", name: "a"),
      fields: ["metadata": ["labels": ["x": "y"]], "data": ["k": "v"]])
    #expect(
      object.json == [
        "apiVersion": "v1", "kind": "ConfigMap", "data": ["k": "v"],
        "metadata": ["name": "a", "namespace": "n", "labels": ["x": "y"]],
      ])
  }

  @Test("The controlling owner is told from other owners")
  func owners() throws {
    let kind = ResourceKind(group: "g", version: "v1", kind: "Owner", plural: "owners")
    var owner = KubernetesObject(kind, ObjectKey(namespace: "n", name: "o"))
    #expect(OwnerReference(to: owner, kind: kind) == nil)
    owner.metadata["uid"] = "u-1"
    var object = KubernetesObject(.services, ObjectKey(namespace: "n", name: "a"))
    let other = OwnerReference(
      apiVersion: "v1", kind: "Pod", name: "p", uid: "u-0", isController: false, blocksOwnerDeletion: false)
    object.ownerReferences = [other, try #require(OwnerReference(to: owner, kind: kind))]
    #expect(object.controller?.uid == "u-1")
    #expect(
      object.metadata["ownerReferences"]?[1] == [
        "apiVersion": "g/v1", "kind": "Owner", "name": "o", "uid": "u-1", "controller": true,
        "blockOwnerDeletion": true,
      ])
  }

  @Test("Anything but an object is refused", arguments: [JSONValue.null, [], "x", 1])
  func refuses(json: JSONValue) {
    #expect(throws: KubernetesError.self) { try KubernetesObject(json: json) }
  }
}
