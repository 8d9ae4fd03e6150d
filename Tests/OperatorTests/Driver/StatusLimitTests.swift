import FoundationEssentials
import JSON
import Kubernetes
import Resources
import Testing

@testable import Operator

@Suite struct StatusLimitTests {
  private func elements(_ count: Int, _ text: String = "x") -> JSONValue {
    .array((0..<count).map { ["name": .string("\(text)\($0)")] })
  }

  @Test func `what fits stays as it is`() {
    let status: JSONObject = ["phase": "Ready", "servers": elements(10)]
    let (kept, note) = StatusLimit.fit(status, limit: 1000)
    #expect(kept == status && note == nil)
  }

  @Test func `the largest lists are cut until it fits, and what was cut is said`() throws {
    let status: JSONObject = [
      "phase": "Ready", "small": elements(5), "big": elements(5000),
      "text": .string(String(repeating: "é", count: 900)),
    ]
    let (kept, note) = StatusLimit.fit(status, limit: 4000)
    #expect(JSONValue.object(kept).bytes().count <= 4000)
    #expect(kept["phase"] == "Ready" && kept["small"] == elements(5))
    let count = try #require(kept["big"]?.arrayValue?.count)
    #expect(count > 50)
    #expect(note?.contains("big: the first \(count) of 5000") == true)
    #expect(kept["text"]?.stringValue?.utf8.count ?? 0 <= StatusLimit.textBytes)
  }

  @Test func `whatever a status holds, it ends within the limit`() {
    let map = JSONObject(uniqueKeysWithValues: (0..<5000).map { ("k\($0)", JSONValue.string("v")) })
    let (kept, note) = StatusLimit.fit(["a": .object(map), "phase": "Ready"], limit: 200)
    #expect(kept == ["phase": "Ready"] && note != nil)
  }

  @Test("A status that would pass the object size limit is cut, says so, and is not written again and again")
  func oversized() throws {
    let object = KubernetesObject(.mcpGroups, ObjectKey(namespace: "team", name: "g"))
    var plan = Plan()
    plan.status = ["phase": "Ready", "servers": .array((0..<20_000).map { .string("server-\($0)") })]
    plan.conditions = [
      Condition(
        "MCPServersChecked", .true, reason: "R", message: String(repeating: "m", count: 30_000), observedGeneration: 3)
    ]
    let first = StatusUpdate(plan, of: object, as: MCPGroup.self, now: Date(timeIntervalSince1970: 0))
    let written = try #require(first.object)
    #expect(written.json.bytes().count < StatusLimit.bytes + 4096)
    let condition = try #require(written.conditions["StatusComplete"])
    #expect(condition.status == .false && condition.reason == "StatusTrimmed" && condition.observedGeneration == 3)
    #expect(condition.message.contains("of 20000"))
    let again = StatusUpdate(plan, of: written, as: MCPGroup.self, now: Date(timeIntervalSince1970: 99))
    #expect(again.object == nil && again.turned.isEmpty)
    plan.status?["servers"] = ["a"]
    plan.conditions[0].message = "short"
    let later = StatusUpdate(plan, of: written, as: MCPGroup.self, now: Date(timeIntervalSince1970: 99))
    #expect(later.object?.conditions.map(\.type) == ["MCPServersChecked"])
  }
}

extension JSONObject {
  fileprivate init(uniqueKeysWithValues pairs: [(String, JSONValue)]) {
    self.init()
    for (key, value) in pairs { self[key] = value }
  }
}
