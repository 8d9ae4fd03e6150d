import Kubernetes
import Testing

@testable import Controllers

@Suite struct QueueStateTests {
  private func state() -> QueueState<String> {
    QueueState(backoff: Backoff(initial: .seconds(1), cap: .seconds(4), jitter: 0))
  }

  private func takeAll(_ state: inout QueueState<String>) -> [String] {
    var keys: [String] = []
    while let key = state.take(now: .zero)?.key { keys.append(key) }
    return keys
  }

  @Test func `changes go before what is only looked at again, and a change of that one as well`() {
    var state = state()
    for key in ["a", "b", "c"] { state.add(key, .background, now: .zero) }
    state.add("x", now: .zero)
    let areNew = [state.add("c", now: .zero), state.add("x", .background, now: .zero)]
    #expect(areNew == [false, false])
    #expect(state.readyCount == 4)
    let order = takeAll(&state)
    #expect(order == ["x", "c", "a", "b"])
    #expect(state.readyCount == 0)
  }

  @Test func `the background lane does not starve behind keys that come again and again`() {
    var state = state()
    state.add("quiet", .background, now: .zero)
    state.add("busy", now: .zero)
    var turns = 0
    while let key = state.take(now: .zero)?.key, key != "quiet", turns < 100 {
      state.add(key, now: .zero)
      _ = state.done(key, now: .zero)
      turns += 1
    }
    #expect(turns == QueueState<String>.normalTurns)
  }

  @Test func `a key that is worked on comes again once, as urgent as the most urgent of its adds`() {
    var state = state()
    state.add("a", now: .zero)
    _ = state.take(now: .seconds(1))
    let areNew = [state.add("a", .background, now: .seconds(2)), state.add("a", now: .seconds(3))]
    #expect(areNew == [true, false])
    state.add("b", .background, now: .seconds(3))
    state.add("c", now: .seconds(4))
    #expect(state.processing == ["a": .seconds(1)])
    let durations = [state.done("a", now: .seconds(5)), state.done("a", now: .seconds(5))]
    #expect(durations == [.seconds(4), nil])
    let order = takeAll(&state)
    #expect(order == ["c", "a", "b"])
  }

  @Test func `how long a key waited counts from its first add`() {
    var state = state()
    state.add("a", .background, now: .seconds(1))
    state.add("a", now: .seconds(4))
    let waited = state.take(now: .seconds(6))?.waited
    #expect(waited == .seconds(5))
  }
}
