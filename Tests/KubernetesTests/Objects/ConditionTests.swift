import FoundationEssentials
import JSON
import Testing

@testable import Kubernetes

@Suite struct ConditionTests {
  private let start = Date(timeIntervalSince1970: 1_785_231_000)
  private var later: Date { start.addingTimeInterval(60) }

  @Test("lastTransitionTime moves with the status and with nothing else")
  func transitions() {
    var conditions: [Condition] = []
    conditions.set(Condition("Ready", .false, reason: "Waiting", observedGeneration: 1), now: start)
    conditions.set(Condition("Ready", .false, reason: "Broken", message: "m", observedGeneration: 2), now: later)
    #expect(conditions["Ready"]?.lastTransitionTime == "2026-07-28T09:30:00Z")
    #expect(conditions["Ready"]?.reason == "Broken")
    #expect(conditions["Ready"]?.observedGeneration == 2)
    conditions.set(Condition("Ready", .true, reason: "Up", observedGeneration: 2), now: later)
    #expect(conditions["Ready"]?.lastTransitionTime == "2026-07-28T09:31:00Z")
  }

  @Test("Setting the same again is no change")
  func idempotent() {
    var conditions: [Condition] = []
    let condition = Condition("Ready", .true, reason: "Up")
    let isChangedFirst = conditions.set(condition, now: start)
    let isChangedAgain = conditions.set(condition, now: later)
    #expect(isChangedFirst)
    #expect(!isChangedAgain)
  }

  @Test("Other conditions stay, in their order")
  func others() {
    var conditions: [Condition] = []
    for type in ["A", "B", "C"] { conditions.set(Condition(type, .true, reason: "R"), now: start) }
    conditions.set(Condition("B", .false, reason: "R"), now: later)
    #expect(conditions.map(\.type) == ["A", "B", "C"])
    conditions.remove("A")
    #expect(conditions.map(\.type) == ["B", "C"])
  }

  @Test("A message is cut to what the API takes, between characters")
  func longMessage() {
    var conditions: [Condition] = []
    conditions.set(
      Condition("Ready", .false, reason: "R", message: String(repeating: "ä", count: 20_000)), now: start)
    #expect(conditions["Ready"]?.message.utf8.count == 32768)
  }

  @Test("Conditions survive an object, and what is no condition is passed over")
  func object() {
    var object = KubernetesObject(["status": ["phase": "x", "conditions": [["type": "Broken"], 3]]])
    #expect(object.conditions.isEmpty)
    var conditions = object.conditions
    conditions.set(Condition("Ready", .true, reason: "Up", observedGeneration: 3), now: start)
    object.conditions = conditions
    #expect(
      object.status == [
        "phase": "x",
        "conditions": [
          [
            "type": "Ready", "status": "True", "observedGeneration": 3, "lastTransitionTime": "2026-07-28T09:30:00Z",
            "reason": "Up", "message": "",
          ]
        ],
      ])
    #expect(object.conditions == conditions)
  }
}
