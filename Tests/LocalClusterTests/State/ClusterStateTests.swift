import JSON
import Testing

@testable import LocalCluster

@Suite("Objects and their life")
struct ClusterStateTests {
  private var state: ClusterState
  private let mode = WriteMode(fieldManager: "test", fieldValidation: .strict)

  init() throws { state = try Fixtures.stateWithWidgets() }

  private func target(_ resource: GroupResource, _ name: String = "", namespace: String = "default") throws
    -> ObjectTarget
  {
    let type = try #require(state.registry[resource])
    return try #require(state.target(resource, namespace: type.isNamespaced ? namespace : "", name: name))
  }

  private mutating func create(_ object: JSONValue, _ resource: GroupResource = Fixtures.widgets) throws -> JSONValue {
    try state.create(object, at: try target(resource), mode).object
  }

  private func failure(_ body: (inout ClusterState) throws -> Void) -> APIStatus? {
    var copy = state
    do {
      try body(&copy)
      return nil
    } catch {
      return error as? APIStatus
    }
  }

  private static func configMap(_ name: String, owner: JSONValue? = nil) -> JSONValue {
    var object: JSONValue = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)]]
    if let owner {
      object.setMetadata(
        "ownerReferences",
        [
          [
            "apiVersion": "example.com/v1", "kind": "Widget", "name": .string(owner.objectName),
            "uid": .string(owner.uid),
          ]
        ])
    }
    return object
  }

  @Test("a new object has identity, defaults and generation 1, and no status")
  mutating func creation() throws {
    var body = Fixtures.widget("a")
    body["status"] = ["phase": "Forged"]
    let object = try create(body)
    #expect(object.uid.count == 36)
    #expect(object.generation == 1)
    #expect(object.metadata?["creationTimestamp"] == "2025-06-15T15:06:40Z")
    #expect(object["spec"]?["color"] == "red")
    #expect(object["status"] == nil)
  }

  @Test("a misspelt member is refused or told, as the client asks")
  mutating func unknownMembers() throws {
    let target = try target(Fixtures.widgets)
    let body = Fixtures.widget("a", spec: ["size": 1, "sise": 2])
    #expect(
      failure { _ = try $0.create(body, at: target, mode) }?.message
        == #"Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.sise""#)
    let result = try state.create(body, at: target, WriteMode(fieldManager: "test", fieldValidation: .warn))
    #expect(result.warnings == [#"unknown field "spec.sise""#])
    #expect(result.object["spec"]?["sise"] == nil)
  }

  @Test("an invalid object is a 422 that names kind, object, field and cause")
  mutating func invalid() throws {
    let target = try target(Fixtures.widgets)
    let error = failure { _ = try $0.create(Fixtures.widget("a", spec: ["size": 99]), at: target, mode) }
    #expect(error?.code == 422)
    #expect(
      error?.message
        == #"Widget.example.com "a" is invalid: spec.size: Invalid value: 99: spec.size in body should be less than or equal to 10"#
    )
    #expect(error?.causes.map(\.field) == ["spec.size"])
  }

  @Test("bad requests to create have their own refusals")
  mutating func refusals() throws {
    _ = try create(Fixtures.widget("a"))
    let here = try target(Fixtures.widgets)
    let nowhere = try target(Fixtures.widgets, namespace: "nowhere")
    #expect(failure { _ = try $0.create(Fixtures.widget("a"), at: here, mode) }?.code == 409)
    #expect(failure { _ = try $0.create(Fixtures.widget("B_"), at: here, mode) }?.code == 422)
    #expect(failure { _ = try $0.create(Fixtures.widget("b"), at: nowhere, mode) }?.code == 400)
    var elsewhere = Fixtures.widget("b")
    elsewhere.setMetadata("namespace", "nowhere")
    #expect(
      failure { _ = try $0.create(elsewhere, at: nowhere, mode) }?.message == #"namespaces "nowhere" not found"#)
    var other = Fixtures.widget("b")
    other["kind"] = "Gadget"
    #expect(failure { _ = try $0.create(other, at: here, mode) }?.code == 400)
    #expect(failure { _ = try $0.create(.array([]), at: here, mode) }?.code == 400)
  }

  @Test("generateName makes names that differ")
  mutating func generatedNames() throws {
    var body = Fixtures.widget("x")
    body.setMetadata("name", nil)
    body.setMetadata("generateName", "pre-")
    let names = Set(try (0..<5).map { _ in try create(body).objectName })
    #expect(names.count == 5)
    #expect(names.allSatisfy { $0.hasPrefix("pre-") && $0.count == 9 })
  }

  @Test("a stale resourceVersion is a conflict; a change of spec counts, one of labels does not")
  mutating func updates() throws {
    let first = try create(Fixtures.widget("a"))
    let target = try target(Fixtures.widgets, "a")
    var changed = first
    changed["spec"]?["size"] = 4
    let second = try state.update(changed, at: target, mode).object
    #expect(second.generation == 2)
    let error = failure { _ = try $0.update(first, at: target, mode) }
    #expect(error?.code == 409)
    #expect(
      error?.message.hasPrefix(
        #"Operation cannot be fulfilled on widgets.example.com "a": the object has been modified"#) == true)
    var labelled = second
    labelled.setMetadata("labels", ["a": "b"])
    #expect(try state.update(labelled, at: target, mode).object.generation == 2)
  }

  @Test("status and spec are written apart")
  mutating func statusSubresource() throws {
    var object = try create(Fixtures.widget("a"))
    object["status"] = ["phase": "Ready"]
    object["spec"]?["size"] = 9
    var status = try target(Fixtures.widgets, "a")
    status.subresource = "status"
    let written = try state.update(object, at: status, mode).object
    #expect(written["status"]?["phase"] == "Ready")
    #expect(written["spec"]?["size"] == 3)
    #expect(written.generation == 1)
    var again = written
    again["status"] = ["phase": "Lost"]
    #expect(try state.update(again, at: try target(Fixtures.widgets, "a"), mode).object["status"]?["phase"] == "Ready")
  }

  @Test("a write that changes nothing keeps the revision")
  mutating func noChange() throws {
    let object = try create(Fixtures.widget("a"))
    let again = try state.update(object, at: try target(Fixtures.widgets, "a"), mode).object
    #expect(again.resourceVersion == object.resourceVersion)
  }

  @Test("an object with finalizers stays until the last of them is gone")
  mutating func finalizers() throws {
    var body = Fixtures.widget("a")
    body.setMetadata("finalizers", ["example.com/wait"])
    _ = try create(body)
    let target = try target(Fixtures.widgets, "a")
    let (object, isGone) = try state.delete(target)
    #expect(!isGone)
    #expect(object.deletionTimestamp != nil)
    _ = try state.patch(["metadata": ["finalizers": nil]], .merge, at: target, mode)
    #expect(failure { _ = try $0.get(target) }?.code == 404)
  }

  @Test("what an object owns goes with it, and what has another owner stays")
  mutating func garbage() throws {
    let one = try create(Fixtures.widget("one"))
    let two = try create(Fixtures.widget("two"))
    _ = try create(Self.configMap("mine", owner: one), .configMaps)
    var both = Self.configMap("both", owner: one)
    let other = Self.configMap("x", owner: two).ownerReferences
    both.setMetadata("ownerReferences", .array(both.ownerReferences + other))
    _ = try create(both, .configMaps)
    _ = try state.delete(try target(Fixtures.widgets, "one"))
    #expect(state.store.objects(.configMaps).map(\.objectName) == ["both"])
  }

  @Test("orphans stay and forget their owner; a foreground owner waits for its dependents")
  mutating func propagation() throws {
    let one = try create(Fixtures.widget("one"))
    _ = try create(Self.configMap("orphan", owner: one), .configMaps)
    var mode = DeletionMode()
    mode.propagation = .orphan
    _ = try state.delete(try target(Fixtures.widgets, "one"), mode)
    #expect(state.store.objects(.configMaps).first?.ownerReferences.isEmpty == true)

    let two = try create(Fixtures.widget("two"))
    var held = Self.configMap("held", owner: two)
    held.setMetadata("finalizers", ["example.com/wait"])
    _ = try create(held, .configMaps)
    mode.propagation = .foreground
    #expect(try !state.delete(try target(Fixtures.widgets, "two"), mode).isGone)
    let dependent = try target(.configMaps, "held")
    #expect(try state.get(dependent).deletionTimestamp != nil)
    _ = try state.patch(["metadata": ["finalizers": nil]], .merge, at: dependent, self.mode)
    #expect(state.store.objects(Fixtures.widgets).isEmpty)
  }

  @Test("an object whose owner is gone already is collected at once")
  mutating func lateDependent() throws {
    let one = try create(Fixtures.widget("one"))
    _ = try state.delete(try target(Fixtures.widgets, "one"))
    _ = try create(Self.configMap("late", owner: one), .configMaps)
    #expect(state.store.objects(.configMaps).isEmpty)
  }

  @Test("a namespace goes with its contents and takes nothing new meanwhile")
  mutating func namespaces() throws {
    let namespace: JSONValue = ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "team"]]
    _ = try create(namespace, .namespaces)
    #expect(state.store.objects(.serviceAccounts, namespace: "team").map(\.objectName) == ["default"])
    var body = Self.configMap("held")
    body.setMetadata("finalizers", ["example.com/wait"])
    let maps = try target(.configMaps, namespace: "team")
    _ = try state.create(body, at: maps, mode)
    _ = try state.delete(try target(.namespaces, "team"))
    #expect(try state.get(try target(.namespaces, "team"))["status"]?["phase"] == "Terminating")
    #expect(failure { _ = try $0.create(Self.configMap("new"), at: maps, mode) }?.code == 403)
    var held = maps
    held.name = "held"
    _ = try state.patch(["metadata": ["finalizers": nil]], .merge, at: held, mode)
    #expect(state.store.objects(.namespaces).map(\.objectName) == ["default", "kube-system"])
    #expect(state.store.everything.allSatisfy { $0.object.objectNamespace != "team" })
  }

  @Test("a definition is established, and goes with its objects")
  mutating func definitions() throws {
    let definition = try state.get(try target(.definitions, "widgets.example.com"))
    let conditions = definition["status"]?["conditions"]?.arrayValue ?? []
    #expect(conditions.map { $0["type"]?.stringValue } == ["NamesAccepted", "Established"])
    _ = try create(Fixtures.widget("a"))
    _ = try state.delete(try target(.definitions, "widgets.example.com"))
    #expect(state.registry[Fixtures.widgets] == nil)
    #expect(state.store.objects(Fixtures.widgets).isEmpty)
  }

  @Test("a definition that cannot be served is refused with its field")
  mutating func badDefinitions() throws {
    let good = try Fixtures.widgetDefinition()
    let target = try target(.definitions, "widgets.example.com")
    func fields(_ change: (inout JSONValue) -> Void) -> [String] {
      var body = good
      change(&body)
      body.setMetadata("resourceVersion", nil)
      return failure { _ = try $0.patch(body, .merge, at: target, mode) }?.causes.map(\.field) ?? []
    }
    #expect(fields { $0["spec"]?["names"]?["plural"] = "gadgets" } == ["metadata.name"])
    #expect(fields { $0["spec"]?["conversion"] = ["strategy": "Webhook"] } == ["spec.conversion.strategy"])
    #expect(
      fields { $0["spec"]?["versions"] = [["name": "v1", "served": true, "storage": true]] } == [
        "spec.versions[0].schema.openAPIV3Schema"
      ])
  }

  @Test("rules in CEL are kept, and whoever installs them is told that they are not evaluated")
  mutating func rules() throws {
    var definition = try Fixtures.widgetDefinition()
    definition.setMetadata("name", "gadgets.example.com")
    definition["spec"]?["names"] = ["plural": "gadgets", "kind": "Gadget"]
    definition["spec"]?["versions"] = [
      [
        "name": "v1", "served": true, "storage": true,
        "schema": ["openAPIV3Schema": ["type": "object", "x-kubernetes-validations": [["rule": "true"]]]],
      ]
    ]
    let result = try state.create(definition, at: try target(.definitions), mode)
    #expect(result.warnings.count == 1)
    #expect(result.warnings.first?.contains("not evaluated") == true)
  }

  @Test("an object is served in every version, and a deprecated one says so")
  mutating func versions() throws {
    _ = try create(Fixtures.widget("a"))
    var old = try target(Fixtures.widgets, "a")
    old = ObjectTarget(
      type: old.type, version: try #require(old.type.version("v1alpha1")), namespace: "default", name: "a")
    #expect(try state.get(old)["apiVersion"] == "example.com/v1alpha1")
    let result = try state.patch(["spec": ["size": 5]], .merge, at: old, mode)
    #expect(result.warnings == ["example.com/v1alpha1 is deprecated; use v1"])
    #expect(state.store.objects(Fixtures.widgets).first?["apiVersion"] == "example.com/v1")
  }

  @Test("lists are paged and selected")
  mutating func lists() throws {
    for name in ["a", "b", "c"] { _ = try create(Fixtures.widget(name)) }
    let target = try target(Fixtures.widgets)
    let first = try state.list(target, limit: 2)
    #expect(first.items.map(\.objectName) == ["a", "b"])
    #expect(first.remaining == 1)
    _ = try create(Fixtures.widget("aa"))
    let second = try state.list(target, limit: 2, continuation: first.continuation)
    #expect(second.revision == first.revision)
    #expect(second.items.map(\.objectName) == ["c"])
    #expect(second.continuation.isEmpty)
    var selection = Selection()
    selection.fields = try #require(FieldSelector(reading: "metadata.name=b"))
    #expect(try state.list(target, selection).items.map(\.objectName) == ["b"])
    selection.fields = try #require(FieldSelector(reading: "spec.size=3"))
    #expect(failure { _ = try $0.list(target, selection) }?.code == 400)
    #expect(failure { _ = try $0.list(target, continuation: "!") }?.code == 400)
  }

  @Test("a Secret takes text, a Service gets an address, a Deployment must select its pods")
  mutating func builtIns() throws {
    let secret = try create(
      ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s"], "stringData": ["k": "value"]], .secrets)
    #expect(secret["data"] == ["k": "dmFsdWU="])
    #expect(secret["stringData"] == nil)
    let service = try create(
      ["apiVersion": "v1", "kind": "Service", "metadata": ["name": "s"], "spec": ["ports": [["port": 80]]]], .services)
    #expect(service["spec"]?["clusterIP"]?.stringValue?.hasPrefix("10.96.") == true)
    #expect(service["spec"]?["ports"] == [["port": 80, "targetPort": 80, "protocol": "TCP"]])
    let deployment: JSONValue = [
      "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": "d"],
      "spec": [
        "selector": ["matchLabels": ["a": "b"]],
        "template": ["metadata": ["labels": ["a": "c"]], "spec": ["containers": [["name": "c", "image": "i"]]]],
      ],
    ]
    let deployments = try target(.deployments)
    #expect(
      failure { _ = try $0.create(deployment, at: deployments, mode) }?.causes.map(\.field)
        == ["spec.template.metadata.labels"])
  }
}
