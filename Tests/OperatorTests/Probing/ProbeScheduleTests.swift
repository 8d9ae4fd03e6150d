import Kubernetes
import Testing

@testable import Operator

@Suite struct ProbeScheduleTests {
  private static let timing: ProbeTiming = {
    var timing = ProbeTiming()
    timing.steady = .seconds(20)
    timing.backoff = Backoff(initial: .seconds(1), cap: .seconds(8), jitter: 0)
    timing.jitter = 0.25
    timing.concurrency = 2
    return timing
  }()

  private static func target(_ url: String = "http://a/mcp", occasion: String = "") -> ProbeTarget {
    var target = ProbeTarget(url: url, question: .streamableHTTP)
    target.occasion = occasion
    return target
  }

  /// A schedule of which one key was asked, with what followed from its answers.
  private struct Asked {
    var schedule = ProbeSchedule<String>(ProbeScheduleTests.timing)
    var random = SystemRandomNumberGenerator()
    var now = Duration.zero

    mutating func answer(_ isGood: Bool, to target: ProbeTarget = ProbeScheduleTests.target())
      -> ProbeSchedule<String>
      .Verdict
    {
      now = max(now, schedule.next ?? now)
      _ = schedule.take(now: now)
      return schedule.ended("a", target, isGood: isGood, now: now, using: &random)
    }

    /// How long the next question is away.
    var wait: Duration { (schedule.next ?? now) - now }
  }

  @Test func `something new is asked at once, and then at a jittered steady pace`() {
    var asked = Asked()
    let isUrgent = asked.schedule.follow("a", Self.target(), now: .zero)
    #expect(isUrgent && asked.schedule.next == .zero)
    let verdict = asked.answer(true)
    #expect(verdict == .publish(isPersistent: false))
    #expect((.seconds(15)...(.seconds(20))).contains(asked.wait))
    let isNew = asked.schedule.follow("a", Self.target(), now: asked.now)
    let due = asked.schedule.take(now: asked.now)
    #expect(!isNew && due.isEmpty)
  }

  @Test func `bad answers are waited on longer each time, and count at once where none was good`() {
    var asked = Asked()
    _ = asked.schedule.follow("a", Self.target(), now: .zero)
    var verdicts: [ProbeSchedule<String>.Verdict] = []
    var waits: [Duration] = []
    for _ in 0..<6 {
      verdicts.append(asked.answer(false))
      waits.append(asked.wait)
    }
    #expect(waits == [1, 2, 4, 8, 8, 8].map { .seconds($0) })
    #expect(verdicts == [false, false, true, true, true, true].map { .publish(isPersistent: $0) })
  }

  @Test func `one slip of what answered well is no news, three in a row are`() {
    var asked = Asked()
    _ = asked.schedule.follow("a", Self.target(), now: .zero)
    _ = asked.answer(true)
    let verdicts = [false, false, true, false, false, false, false].map { asked.answer($0) }
    #expect(
      verdicts == [
        .ignore, .ignore, .publish(isPersistent: false), .ignore, .ignore, .publish(isPersistent: true),
        .publish(isPersistent: true),
      ])
  }

  @Test func `a rollout asks at once and forgives, another address forgets`() {
    var asked = Asked()
    _ = asked.schedule.follow("a", Self.target(), now: .zero)
    _ = asked.answer(true)
    let rollout = Self.target(occasion: "2")
    let isUrgent = asked.schedule.follow("a", rollout, now: asked.now)
    #expect(isUrgent && asked.wait == .zero)
    let forgiven = asked.answer(false, to: rollout)
    #expect(forgiven == .ignore)
    let elsewhere = Self.target("http://b/mcp")
    _ = asked.schedule.follow("a", elsewhere, now: asked.now)
    let first = asked.answer(false, to: elsewhere)
    #expect(first == .publish(isPersistent: false))
  }

  @Test func `an answer to a question of before is thrown away, and the new one asked`() {
    var asked = Asked()
    _ = asked.schedule.follow("a", Self.target(), now: .zero)
    _ = asked.schedule.take(now: .zero)
    let isUrgent = asked.schedule.follow("a", Self.target(occasion: "2"), now: .zero)
    #expect(!isUrgent, "it is being asked already")
    let verdict = asked.schedule.ended("a", Self.target(), isGood: true, now: .zero, using: &asked.random)
    #expect(verdict == .ignore)
    let due = asked.schedule.take(now: .zero)
    #expect(due.map(\.target.occasion) == ["2"])
  }

  @Test func `no more are asked at once than there is room for, and who goes makes room`() {
    var schedule = ProbeSchedule<String>(Self.timing)
    for (index, key) in ["c", "a", "b"].enumerated() {
      _ = schedule.follow(key, Self.target(), now: .seconds(index))
    }
    let first = schedule.take(now: .seconds(9))
    #expect(first.map(\.key) == ["c", "a"])
    #expect(schedule.next == nil)
    let second = schedule.take(now: .seconds(9))
    #expect(second.isEmpty)
    _ = schedule.follow("c", nil, now: .seconds(9))
    let third = schedule.take(now: .seconds(9))
    #expect(third.map(\.key) == ["b"])
    var random = SystemRandomNumberGenerator()
    let late = schedule.ended("c", Self.target(), isGood: true, now: .seconds(9), using: &random)
    #expect(late == .ignore)
  }
}
