import FoundationEssentials
import JSON
import Kubernetes
import Resources
import Testing

@testable import Operator

@Suite struct StatusUpdateTests {
  private let now = Date(timeIntervalSince1970: 1_000_000)

  private func group(_ status: JSONObject) -> KubernetesObject {
    var object = KubernetesObject(.mcpGroups, ObjectKey(namespace: "team", name: "g"))
    object.status = .object(status)
    return object
  }

  private func plan(_ servers: [JSONValue], _ status: Condition.Status = .true) -> Plan {
    var plan = Plan()
    plan.status = ["phase": "Ready", "servers": .array(servers)]
    plan.conditions = [Condition("MCPServersChecked", status, reason: "R", message: "m", observedGeneration: 1)]
    return plan
  }

  private func written(_ plan: Plan, _ current: KubernetesObject) throws -> KubernetesObject {
    try #require(StatusUpdate(plan, of: current, as: MCPGroup.self, now: now).object)
  }

  @Test func `what is there already is not written again, in whatever order lists are kept`() throws {
    let first = try written(plan(["a", "b"]), group([:]))
    var stored = first
    stored.status?["servers"] = ["b", "a"]
    stored.status?["foreign"] = "of another writer"
    let later = StatusUpdate(plan(["a", "b"]), of: stored, as: MCPGroup.self, now: now + 60)
    #expect(later.object == nil && later.turned.isEmpty)
    #expect(try written(plan(["a"]), stored).status?["servers"] == ["a"])
  }

  @Test func `a list that loses its last element is removed, and an empty one is no change`() throws {
    let stored = try written(plan(["a"]), group([:]))
    #expect(StatusUpdate(plan([]), of: stored, as: MCPGroup.self, now: now).emptied == ["servers"])
    #expect(StatusUpdate(plan(["b"]), of: stored, as: MCPGroup.self, now: now).emptied.isEmpty)
    let update = try written(plan([]), stored)
    #expect(update.status?["servers"] == nil && update.status?["phase"] == "Ready")
    #expect(StatusUpdate(plan([]), of: update, as: MCPGroup.self, now: now).object == nil)
  }

  @Test func `a condition keeps the time of its last turn, and a turn is announced`() throws {
    let first = try written(plan(["a"]), group([:]))
    let second = StatusUpdate(plan(["b"]), of: first, as: MCPGroup.self, now: now + 60)
    #expect(second.object?.conditions.first?.lastTransitionTime == "1970-01-12T13:46:40Z")
    #expect(second.turned.isEmpty)
    let third = StatusUpdate(plan(["b"], .false), of: first, as: MCPGroup.self, now: now + 60)
    #expect(third.object?.conditions.first?.lastTransitionTime == "1970-01-12T13:47:40Z")
    #expect(third.turned.map(\.type) == ["MCPServersChecked"])
  }

  @Test func `a condition that no longer applies goes`() throws {
    var stored = try written(plan(["a"]), group([:]))
    stored.conditions.append(Condition("Old", .true, reason: "R"))
    let update = StatusUpdate(plan(["a"]), of: stored, as: MCPGroup.self, now: now)
    #expect(update.object?.conditions.map(\.type) == ["MCPServersChecked"])
  }
}
