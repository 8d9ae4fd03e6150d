import JSON
import Testing

@testable import LocalCluster

@Suite("Server-side apply")
struct ServerSideApplyTests {
  private var state: ClusterState
  private let target: ObjectTarget

  init() throws {
    state = try Fixtures.stateWithWidgets()
    var target = try #require(state.target(Fixtures.widgets, namespace: "default"))
    target.name = "a"
    self.target = target
  }

  private mutating func apply(
    _ spec: JSONValue, by manager: String, force: Bool = false, subresource: String = ""
  ) throws -> JSONValue {
    var target = target
    target.subresource = subresource
    var body: JSONValue = ["apiVersion": "example.com/v1", "kind": "Widget"]
    body[subresource.isEmpty ? "spec" : "status"] = spec
    return try state.apply(body, at: target, WriteMode(fieldManager: manager, force: force)).object
  }

  private func failure(_ spec: JSONValue, by manager: String) -> APIStatus? {
    var copy = self
    do {
      _ = try copy.apply(spec, by: manager)
      return nil
    } catch {
      return error as? APIStatus
    }
  }

  @Test("the first apply creates the object, with defaults that nobody owns")
  mutating func creates() throws {
    let object = try apply(["size": 3], by: "one")
    #expect(object["spec"]?["size"] == 3)
    #expect(object["spec"]?["color"] == "red")
    let fields = object.metadata?["managedFields"]
    #expect(fields?.arrayValue?.count == 1)
    #expect(fields?[0]?["manager"] == "one")
    #expect(fields?[0]?["operation"] == "Apply")
    #expect(fields?[0]?["fieldsV1"] == ["f:spec": ["f:size": [:]]])
  }

  @Test("an apply that changes nothing writes nothing")
  mutating func same() throws {
    let first = try apply(["size": 3], by: "one")
    let second = try apply(["size": 3], by: "one")
    #expect(first.resourceVersion == second.resourceVersion)
  }

  @Test("a field of another manager is a conflict that names manager and field")
  mutating func conflicts() throws {
    _ = try apply(["size": 3], by: "one")
    let error = failure(["size": 4], by: "two")
    #expect(error?.code == 409)
    #expect(error?.message == #"Apply failed with 1 conflict: conflict with "one" using example.com/v1: .spec.size"#)
    #expect(
      error?.causes == [
        APIStatus.Cause(
          reason: "FieldManagerConflict", message: #"conflict with "one" using example.com/v1"#, field: ".spec.size")
      ])
  }

  @Test("the same value of another manager is shared, not a conflict")
  mutating func shared() throws {
    _ = try apply(["size": 3], by: "one")
    let object = try apply(["size": 3, "name": "x"], by: "two")
    #expect(object["spec"]?["name"] == "x")
    // One lets go: two still holds the size.
    let after = try apply(["color": "green"], by: "one")
    #expect(after["spec"]?["size"] == 3)
  }

  @Test("force takes the field over")
  mutating func forced() throws {
    _ = try apply(["size": 3, "name": "x"], by: "one")
    let object = try apply(["size": 4], by: "two", force: true)
    #expect(object["spec"]?["size"] == 4)
    let owners = ManagedFields(reading: object).entries
    #expect(owners.first { $0.manager == "one" }?.fields.paths == [".spec.name"])
    #expect(owners.first { $0.manager == "two" }?.fields.paths == [".spec.size"])
  }

  @Test("what a manager stops declaring goes away, in maps and in keyed lists")
  mutating func removal() throws {
    _ = try apply(
      ["size": 3, "name": "x", "ports": [["port": 1, "note": "a"], ["port": 2]], "tags": ["p", "q"]], by: "one")
    _ = try apply(["ports": [["port": 3]], "tags": ["r"]], by: "two")
    let object = try apply(["size": 3, "ports": [["port": 1]], "tags": ["q"]], by: "one")
    #expect(object["spec"]?["name"] == nil)
    #expect(object["spec"]?["tags"] == ["q", "r"])
    #expect(object["spec"]?["ports"]?.arrayValue?.compactMap { $0["port"] } == [1, 3])
    #expect(object["spec"]?["ports"]?[0]?["note"] == nil)
  }

  @Test("a field that a plain update changed belongs to its writer")
  mutating func updateOwns() throws {
    _ = try apply(["size": 3], by: "one")
    _ = try state.patch(["spec": ["size": 5]], .merge, at: target, WriteMode(fieldManager: "edit"))
    #expect(failure(["size": 6], by: "one")?.code == 409)
    let object = try apply(["size": 6], by: "one", force: true)
    #expect(object["spec"]?["size"] == 6)
  }

  @Test("conditions of two managers live side by side in a status")
  mutating func statusConditions() throws {
    _ = try apply(["size": 3], by: "one")
    _ = try apply(["conditions": [["type": "A", "status": "True"]]], by: "x", subresource: "status")
    let object = try apply(["conditions": [["type": "B", "status": "False"]]], by: "y", subresource: "status")
    #expect(object["status"]?["conditions"]?.arrayValue?.compactMap { $0["type"] } == ["A", "B"])
    #expect(object["spec"]?["size"] == 3)
    #expect(object.generation == 1)
    let after = try apply(["phase": "Done"], by: "x", subresource: "status")
    #expect(after["status"]?["conditions"]?.arrayValue?.compactMap { $0["type"] } == ["B"])
  }

  @Test("an apply to the object leaves its status alone")
  mutating func statusStays() throws {
    _ = try apply(["size": 3], by: "one")
    _ = try apply(["phase": "Done"], by: "one", subresource: "status")
    let object = try apply(["size": 4], by: "one")
    #expect(object["status"]?["phase"] == "Done")
    #expect(object.generation == 2)
  }

  @Test("an undeclared field is refused as the API server refuses it")
  mutating func undeclared() throws {
    let error = failure(["size": 3, "sise": 1], by: "one")
    #expect(error?.code == 500)
    #expect(
      error?.message
        == "failed to create typed patch object (default/a; example.com/v1, Kind=Widget): .spec.sise: field not declared in schema"
    )
  }

  @Test("fieldsV1 is read back as it was written")
  func fieldsRoundTrip() throws {
    let schema = try #require(state.registry[Fixtures.widgets]?.version("v1")?.schema)
    let set = FieldSet.of(
      ["spec": ["size": 1, "ports": [["port": 1, "note": "x"]], "tags": ["a"], "extra": [:]]], schema)
    #expect(FieldSet(reading: set.json) == set)
    #expect(
      set.paths == [
        ".spec.extra", ".spec.ports[port=1]", ".spec.ports[port=1].note", ".spec.ports[port=1].port", ".spec.size",
        #".spec.tags[="a"]"#,
      ])
  }

  @Test("the ports of a container merge by number and protocol, where the protocol defaults to TCP")
  mutating func deploymentPorts() throws {
    var target = try #require(state.target(.deployments, namespace: "default"))
    target.name = "d"
    func deployment(_ containers: JSONValue) -> JSONValue {
      [
        "apiVersion": "apps/v1", "kind": "Deployment",
        "spec": [
          "selector": ["matchLabels": ["a": "b"]],
          "template": ["metadata": ["labels": ["a": "b"]], "spec": ["containers": containers]],
        ],
      ]
    }
    let mode = WriteMode(fieldManager: "one")
    _ = try state.apply(
      deployment([["name": "c", "image": "i", "ports": [["containerPort": 80]], "env": [["name": "A", "value": "1"]]]]),
      at: target, mode)
    let object = try state.apply(
      deployment([["name": "c", "image": "j", "ports": [["containerPort": 80]], "env": [["name": "B", "value": "2"]]]]),
      at: target, mode
    ).object
    let container = object["spec"]?["template"]?["spec"]?["containers"]?[0]
    #expect(container?["image"] == "j")
    #expect(container?["ports"] == [["containerPort": 80, "protocol": "TCP"]])
    #expect(container?["env"] == [["name": "B", "value": "2"]])
    #expect(object.generation == 2)
  }
}
