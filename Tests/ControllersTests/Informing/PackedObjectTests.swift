import JSON
import Kubernetes
import Testing

@testable import Controllers

@Suite struct PackedObjectTests {
  @Test func `an object comes out as it went in`() throws {
    let json: JSONValue = [
      "apiVersion": "v1", "kind": "X", "metadata": ["name": "a", "namespace": "n"],
      "spec": ["b": [1, 1.0, 0.1, -2, 9_007_199_254_740_993, true, nil], "a": "é\u{0}\"\\\u{2028}", "": [:]],
    ]
    let object = try KubernetesObject(json: json)
    let back = PackedObject(object).object
    #expect(back == object)
    #expect(back.json.text() == json.text())
    let unreadable = try KubernetesObject(json: json, problem: "line 1")
    #expect(PackedObject(unreadable).object.problem == "line 1")
  }
}
