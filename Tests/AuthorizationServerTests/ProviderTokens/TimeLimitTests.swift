import Testing

@testable import AuthorizationServer

@Suite(.timeLimit(.minutes(1))) struct TimeLimitTests {
  @Test func `work that is done in time is waited for, and no other`() async {
    #expect(await TimeLimit.run(seconds: 30) { 7 } == 7)
    let stuck = await TimeLimit.run(seconds: 0) {
      try? await Task.sleep(for: .seconds(5))
      return 7
    }
    #expect(stuck == nil)
  }

  @Test func `one who is cancelled does not wait, and the work goes on`() async {
    let (done, finish) = AsyncStream<Int>.makeStream()
    let task = Task {
      await TimeLimit.run(seconds: 30) {
        try? await Task.sleep(for: .milliseconds(100))
        finish.yield(7)
        return 7
      }
    }
    task.cancel()
    #expect(await task.value == nil)
    for await value in done {
      #expect(value == 7)
      break
    }
  }
}
