import JSON
import Testing

@testable import LocalCluster

@Suite("Patches")
struct PatchTests {
  @Test(
    "JSON merge patch (RFC 7386, appendix A)",
    arguments: [
      (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
      (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
      (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
      (#"{"a":"foo"}"#, #""bar""#, #""bar""#), (#"{}"#, #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
    ])
  func merge(_ target: String, _ patch: String, _ expected: String) throws {
    let result = MergePatch.apply(try JSONValue(reading: patch), to: try JSONValue(reading: target))
    #expect(result == (try JSONValue(reading: expected)))
  }

  @Test(
    "JSON patch (RFC 6902, appendix A)",
    arguments: [
      (#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux"}]"#, #"{"foo":"bar","baz":"qux"}"#),
      (#"{"foo":["a","b"]}"#, #"[{"op":"add","path":"/foo/1","value":"x"}]"#, #"{"foo":["a","x","b"]}"#),
      (#"{"foo":["a"]}"#, #"[{"op":"add","path":"/foo/-","value":"x"}]"#, #"{"foo":["a","x"]}"#),
      (#"{"foo":["a","b","c"]}"#, #"[{"op":"remove","path":"/foo/1"}]"#, #"{"foo":["a","c"]}"#),
      (#"{"a":1}"#, #"[{"op":"replace","path":"/a","value":2}]"#, #"{"a":2}"#),
      (#"{"a":{"b":1},"c":{}}"#, #"[{"op":"move","from":"/a/b","path":"/c/d"}]"#, #"{"a":{},"c":{"d":1}}"#),
      (#"{"a":1}"#, #"[{"op":"copy","from":"/a","path":"/b"}]"#, #"{"a":1,"b":1}"#),
      (
        #"{"a/b":1,"m~n":2}"#, #"[{"op":"test","path":"/a~1b","value":1},{"op":"remove","path":"/m~0n"}]"#,
        #"{"a/b":1}"#
      ),
    ])
  func json(_ target: String, _ patch: String, _ expected: String) throws {
    let result = try JSONPatch.apply(try JSONValue(reading: patch), to: try JSONValue(reading: target))
    #expect(result == (try JSONValue(reading: expected)))
  }

  @Test(
    "a JSON patch that does not fit is refused",
    arguments: [
      #"[{"op":"remove","path":"/x"}]"#, #"[{"op":"add","path":"/x/y","value":1}]"#, #"[{"op":"fly","path":"/a"}]"#,
      #"[{"op":"test","path":"/a","value":2}]"#, #"[{"op":"add","path":"a","value":1}]"#, #"{"op":"add"}"#,
      #"[{"op":"add","path":"/b"}]"#,
    ])
  func badJSON(_ patch: String) throws {
    let value = try JSONValue(reading: patch)
    #expect(throws: APIStatus.self) { try JSONPatch.apply(value, to: ["a": 1]) }
  }

  @Test("a strategic merge patch merges containers and variables by name, deletes and reorders")
  func strategic() throws {
    let schema = try #require(ResourceRegistry()[.pods]?.version("v1")?.schema)
    let pod = try JSONValue(
      reading: """
        {"spec":{"containers":[{"name":"a","image":"1","env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}]},{"name":"b","image":"2"}],
        "nodeSelector":{"k":"v"}},"metadata":{"finalizers":["f","g"]}}
        """)
    let patch = try JSONValue(
      reading: """
        {"spec":{"$setElementOrder/containers":[{"name":"c"},{"name":"a"}],
        "containers":[{"name":"a","env":[{"$patch":"delete","name":"X"}]},{"$patch":"delete","name":"b"},{"name":"c","image":"3"}]},
        "metadata":{"$deleteFromPrimitiveList/finalizers":["f"],"finalizers":["h"]}}
        """)
    let result = try StrategicMergePatch.apply(patch, to: pod, schema)
    let containers = result["spec"]?["containers"]?.arrayValue ?? []
    #expect(containers.map(\.["name"]) == ["c", "a"])
    #expect(containers.last?["env"] == [["name": "Y", "value": "2"]])
    #expect(containers.last?["image"] == "1")
    #expect(result["spec"]?["nodeSelector"] == ["k": "v"])
    #expect(result["metadata"]?["finalizers"] == ["g", "h"])
  }

  @Test("custom resources refuse strategic merge patches, as on the API server")
  func strategicCustom() throws {
    var state = try Fixtures.stateWithWidgets()
    var target = try #require(state.target(Fixtures.widgets, namespace: "default"))
    let mode = WriteMode(fieldManager: "test")
    _ = try state.create(Fixtures.widget("a"), at: target, mode)
    target.name = "a"
    let error = #expect(throws: APIStatus.self) { try state.patch([:], .strategic, at: target, mode) }
    #expect(error?.code == 415)
  }
}
