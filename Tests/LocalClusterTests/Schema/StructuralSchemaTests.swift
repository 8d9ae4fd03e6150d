import JSON
import Testing

@testable import LocalCluster

@Suite("Structural schemas")
struct StructuralSchemaTests {
  private func schema() throws -> StructuralSchema {
    let state = try Fixtures.stateWithWidgets()
    return try #require(state.registry[Fixtures.widgets]?.version("v1")?.schema)
  }

  private func errors(_ spec: JSONValue) throws -> [String] {
    try schema().errors(in: ["spec": spec]).map(\.description)
  }

  @Test("a value that keeps all rules has no errors")
  func valid() throws {
    #expect(try errors(["size": 3, "color": "green", "name": "abc", "ports": [["port": 1]]]) == [])
  }

  @Test(
    "errors are said as the API server says them",
    arguments: [
      (#"{}"#, "spec.size: Required value"),
      (#"{"size":"x"}"#, #"spec.size: Invalid value: "string": spec.size in body must be of type integer: "string""#),
      (#"{"size":0}"#, "spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1"),
      (#"{"size":11}"#, "spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10"),
      (#"{"size":1,"color":"blue"}"#, #"spec.color: Unsupported value: "blue": supported values: "red", "green""#),
      (#"{"size":1,"name":"A"}"#, #"spec.name: Invalid value: "A": spec.name in body should match '^[a-z]+$'"#),
      (#"{"size":1,"name":"abcdef"}"#, "spec.name: Too long: may not be more than 5 bytes"),
      (#"{"size":1,"tags":["a","a"]}"#, #"spec.tags[1]: Duplicate value: "a""#),
      (#"{"size":1,"ports":[{"port":1},{"port":1}]}"#, #"spec.ports[1]: Duplicate value: {"port":1}"#),
      (
        #"{"size":1,"ports":[{"port":1},{"port":2},{"port":3},{"port":4}]}"#,
        "spec.ports: Too many: 4: must have at most 3 items"
      ),
      (#"{"size":1,"ports":[{}]}"#, "spec.ports[0].port: Required value"),
    ])
  func messages(_ spec: String, _ expected: String) throws {
    #expect(try errors(try JSONValue(reading: spec)) == [expected])
  }

  @Test("defaults fill absent members, also inside lists, and leave given ones")
  func defaults() throws {
    let value = try schema().defaulted(["spec": ["size": 1, "ports": [["port": 1], ["port": 2, "protocol": "UDP"]]]])
    #expect(value["spec"]?["color"] == "red")
    #expect(value["spec"]?["ports"]?[0]?["protocol"] == "TCP")
    #expect(value["spec"]?["ports"]?[1]?["protocol"] == "UDP")
  }

  @Test("unknown members are pruned and named, except where they are preserved")
  func pruning() throws {
    let (value, unknown) = try schema().pruned([
      "spec": ["size": 1, "sise": 2, "extra": ["any": ["thing": 1]], "ports": [["port": 1, "prot": "x"]]], "spek": [:],
    ])
    #expect(unknown.sorted() == ["spec.ports[0].prot", "spec.sise", "spek"])
    #expect(value["spec"]?["extra"]?["any"]?["thing"] == 1)
    #expect(value["spec"]?["sise"] == nil)
    #expect(value["spek"] == nil)
  }

  @Test("anyOf, oneOf, not and int-or-string judge values")
  func branches() throws {
    let schema = try StructuralSchema(
      reading: try JSONValue(
        reading: """
          {"type":"object","properties":{
            "port":{"x-kubernetes-int-or-string":true},
            "one":{"type":"string","oneOf":[{"pattern":"a"},{"pattern":"b"}]},
            "no":{"type":"string","not":{"pattern":"^x"}}}}
          """))
    #expect(schema.errors(in: ["port": 1, "one": "a", "no": "y"]).isEmpty)
    #expect(schema.errors(in: ["port": "http"]).isEmpty)
    #expect(schema.errors(in: ["port": true]).map(\.field) == ["port"])
    #expect(schema.errors(in: ["one": "ab"]).map(\.field) == ["one"])
    #expect(schema.errors(in: ["no": "xy"]).map(\.field) == ["no"])
  }

  @Test("references and endless nesting are refused")
  func refused() throws {
    #expect(throws: StructuralSchema.Problem.self) {
      try StructuralSchema(reading: ["type": "object", "properties": ["a": ["$ref": "#/x"]]])
    }
    var deep: JSONValue = ["type": "string"]
    for _ in 0..<70 { deep = ["type": "array", "items": deep] }
    let nested = deep
    #expect(throws: StructuralSchema.Problem.self) { try StructuralSchema(reading: nested) }
  }

  @Test("a built-in kind's misspelt member is found in the depth of its pod template")
  func builtIn() throws {
    let schema = try #require(ResourceRegistry()[.deployments]?.version("v1")?.schema)
    let unknown = schema.pruned([
      "spec": [
        "template": ["spec": ["containers": [["name": "a", "imagee": "x", "env": [["name": "A", "val": "1"]]]]]]
      ]
    ]).unknown
    #expect(
      unknown.sorted() == [
        "spec.template.spec.containers[0].env[0].val", "spec.template.spec.containers[0].imagee",
      ])
  }
}
