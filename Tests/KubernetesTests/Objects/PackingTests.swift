import JSON
import Testing

@testable import Kubernetes

@Suite struct PackingTests {
  @Test func `an object comes out as it went in`() throws {
    let json: JSONValue = [
      "apiVersion": "v1", "kind": "X", "metadata": ["name": "a", "namespace": "n"],
      "spec": ["b": [1, 1.0, 0.1, -2, 9_007_199_254_740_993, true, nil], "a": "é\u{0}\"\\\u{2028}", "": [:]],
    ]
    let object = try KubernetesObject(json: json)
    let back = object.packed.unpacked
    #expect(back == object && object.packed == object && object.packed.name == "a")
    #expect(back.json.text() == json.text())
    let unreadable = try KubernetesObject(json: json, problem: "line 1")
    #expect(unreadable.packed.problem == "line 1")
  }

  @Test func `what changes a packed object changes what is read`() {
    var object = KubernetesObject(.services, ObjectKey(namespace: "n", name: "a")).packed
    object.spec = ["a": 1]
    object.labels = ["x": "y"]
    #expect(object.packed.labels == ["x": "y"] && object.packed[path: "spec", "a"] == 1 && object.key.name == "a")
  }
}
