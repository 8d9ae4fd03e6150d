import Kubernetes
import Synchronization
import Testing

@testable import Operator

@Suite(.timeLimit(.minutes(1))) struct ProberTests {
  private final class Script: Sendable {
    let answer = Mutex(ProbeAnswer.server(revision: "2025-11-25"))
    let asked = Mutex(0)
    let woken = Mutex(0)

    func wait(_ isTrue: () -> Bool) async throws {
      while !isTrue() { try await Task.sleep(for: .milliseconds(5)) }
    }
  }

  @Test func `another answer wakes whoever decides, the same one does not, and who is not followed is forgotten`()
    async throws
  {
    let script = Script()
    var timing = ProbeTiming()
    timing.steady = .milliseconds(10)
    timing.backoff = Backoff(initial: .milliseconds(1), cap: .milliseconds(10))
    let prober = Prober(timing: timing) { _ in
      script.asked.withLock { $0 += 1 }
      return script.answer.withLock { $0 }
    } wake: { _ in
      script.woken.withLock { $0 += 1 }
    }
    let work = Task { await prober.run() }
    defer { work.cancel() }
    let item = WorkItem(.server, ObjectKey(namespace: "a", name: "b"))
    let target = ProbeTarget(url: "http://b/mcp", question: .streamableHTTP)
    prober.follow(item, target)
    try await script.wait { script.asked.withLock { $0 } > 5 }
    #expect(script.woken.withLock { $0 } == 1)
    #expect(prober.observations[item]?.answer == .server(revision: "2025-11-25"))
    script.answer.withLock { $0 = .failure(.timedOut) }
    try await script.wait { script.woken.withLock { $0 } == 2 }
    #expect(prober.observations[item]?.answer == .failure(.timedOut))
    #expect(prober.observations[item]?.isPersistent == true)
    prober.follow(item, nil)
    #expect(prober.observations[item] == nil)
    let asked = script.asked.withLock { $0 }
    try await Task.sleep(for: .milliseconds(200))
    #expect(script.asked.withLock { $0 } <= asked + 1)
  }
}
