import GatewayDocument
import JSON
import Kubernetes
import Testing

@testable import Operator

@Suite struct KeyDecisionTests {
  private func world() throws -> World {
    var world = try World()
    for text in Manifests.all { try world.add(text) }
    return world
  }

  private func annotated(_ annotation: String) -> String {
    Manifests.virtualServer.replacing(
      "uid: u-engineering, generation: 7}", with: "uid: u-engineering, generation: 7, annotations: {\(annotation)}}")
  }

  @Test func `the document names the keys, the condition says which one signs`() throws {
    var world = try world()
    let plan = try world.decide()
    let server = try #require(try plan.configuration().authorizationServer)
    #expect(server.signingKeys == ["signing-1", "signing-2"])
    #expect(server.sealingKeys == ["sealing-1", "sealing-2"])
    #expect(plan.condition("KeysReady") == "True/KeysCurrent")
    #expect(plan.message("KeysReady") == "signing-1 signs since 2027-01-15T08:00:00Z, until 2027-04-15T08:00:00Z")
    #expect(plan.lookAgainAfter == 90 * 86_400)
    try world.apply(plan)
    #expect(
      try world.decide().object("Secret", "vmcp-engineering-tools-secrets")?["data"]
        == plan.object("Secret", "vmcp-engineering-tools-secrets")?["data"])
  }

  @Test func `nothing is said of keys that a refused spec does not get, so its status stands still`() throws {
    var world = try World()
    try world.add(Manifests.virtualServer)
    let plan = try world.decide()
    #expect(plan.condition("KeysReady") == nil)
    world.now += 120
    #expect(try world.decide().conditions == plan.conditions)
  }

  @Test func `rotated on demand: what is written holds for the Secret that was read`() throws {
    var world = try world()
    try world.apply(try world.decide())
    world.now += 120
    try world.add(annotated("\(RotationRequest.onDemand): first"))
    let plan = try world.decide()
    #expect(try plan.configuration().authorizationServer?.signingKeys == ["signing-2", "signing-3", "signing-1"])
    #expect(plan.message("KeysReady").contains("signing-2 signs since 2027-01-15T08:02:00Z"))
    #expect(plan.message("KeysReady").contains("signing-1 is accepted until 2027-01-15T09:07:00Z"))
    try world.apply(plan)
    #expect(try world.decide().configuration() == plan.configuration())
  }

  @Test func `an annotation that cannot be followed is said, and all else goes on`() throws {
    var world = try world()
    try world.add(annotated("\(RotationRequest.schedule): weekly"))
    let plan = try world.decide()
    #expect(plan.condition("KeysReady") == "False/RotationInvalid")
    #expect(plan.message("KeysReady").contains("\"weekly\" is neither never nor a duration"))
    #expect(!plan.steps.isEmpty)
  }

  @Test func `a record that cannot be read changes nothing and says what helps`() throws {
    var world = try world()
    try world.apply(try world.decide())
    var secret = try #require(
      world.store.find(.secrets, ObjectKey(namespace: "team", name: "vmcp-engineering-tools-secrets")))
    var data = try #require(secret["data"]?.objectValue)
    data[KeyRings.name] = "e30x"
    secret.fields["data"] = .object(data)
    try world.store.insert(secret.json, namespace: "team")
    let plan = try world.decide()
    #expect(plan.condition("KeysReady") == "False/KeysUnreadable")
    #expect(plan.message("KeysReady").contains("Secret \"vmcp-engineering-tools-secrets\""))
    #expect(plan.steps.isEmpty)
  }

  @Test func `keys that people give are used as they are, in their order`() throws {
    var world = try world()
    let pem = try #require(try RandomKeys().signingKey().text)
    try world.add(
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: ours}
      stringData:
        new: |
      \(pem.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
        old: |
      \(pem.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
      """)
    try world.add(
      Manifests.virtualServer.replacing(
        "  authServerConfig:\n",
        with: "  authServerConfig:\n    signingKeySecretRefs: [{name: ours, key: new}, {name: ours, key: old}]\n"))
    let plan = try world.decide()
    let server = try #require(try plan.configuration().authorizationServer)
    #expect(server.signingKeys == ["signing-ref-1", "signing-ref-2"])
    #expect(server.sealingKeys == ["sealing-1", "sealing-2"])
    #expect(plan.condition("KeysReady") == "True/KeysGiven")
    #expect(plan.object("Secret", "vmcp-engineering-tools-secrets")?[path: "data", "signing-1"] == nil)
  }
}
