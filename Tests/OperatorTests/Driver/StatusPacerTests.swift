import JSON
import Kubernetes
import TestDoubles
import Testing

@testable import Operator

@Suite struct StatusPacerTests {
  private let time = ManualTime()

  private func group(_ phase: String, _ count: Int) -> KubernetesObject {
    KubernetesObject(
      .mcpGroups, ObjectKey(namespace: "n", name: "g"),
      fields: ["status": ["phase": .string(phase), "serverCount": .int(count)]])
  }

  private func wait(_ pacer: StatusPacer, _ update: KubernetesObject?) -> Duration? {
    pacer.wait(.mcpGroups, update, of: group("Pending", 0))
  }

  @Test func `a status is written once it has not changed for a moment`() {
    let pacer = StatusPacer(time: time)
    #expect(wait(pacer, group("Ready", 1)) == .milliseconds(250))
    time.advance(by: .milliseconds(200))
    #expect(wait(pacer, group("Ready", 2)) == .milliseconds(250))
    time.advance(by: .milliseconds(100))
    #expect(wait(pacer, group("Ready", 2)) == .milliseconds(150))
    time.advance(by: .milliseconds(150))
    #expect(wait(pacer, group("Ready", 2)) == nil)
  }

  @Test func `details wait longer, and what keeps changing does not wait for ever`() {
    let pacer = StatusPacer(time: time)
    #expect(wait(pacer, group("Pending", 1)) == .seconds(2))
    for count in 2...5 {
      time.advance(by: .seconds(1))
      #expect(wait(pacer, group("Pending", count)) != nil)
    }
    time.advance(by: .seconds(1))
    #expect(wait(pacer, group("Pending", 6)) == nil)
  }

  @Test func `a change that is taken back is forgotten`() {
    let pacer = StatusPacer(time: time)
    #expect(wait(pacer, group("Ready", 1)) != nil)
    #expect(wait(pacer, nil) == nil)
    time.advance(by: .seconds(9))
    #expect(wait(pacer, group("Ready", 1)) == .milliseconds(250))
  }
}
