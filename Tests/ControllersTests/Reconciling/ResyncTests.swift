import Kubernetes
import Synchronization
import TestDoubles
import Testing

@testable import Controllers

@Suite(.timeLimit(.minutes(1))) struct ResyncTests {
  @Test func `every key comes once in each interval, spread over it`() async {
    let time = ManualTime()
    let queue = WorkQueue<Int>(time: time)
    let run = Task { await Resync(every: .seconds(100), time: time, queue: queue) { Array(0..<200) }.run() }
    await time.waitForSleepers { $0 == .seconds(100) }
    #expect(queue.count == 0)
    time.advance(by: .seconds(100))
    await time.waitForSleepers(2)
    for _ in 0..<50 {
      time.advance(by: .seconds(1))
      await time.waitForSleepers(2)
    }
    #expect((50...150).contains(queue.count))
    run.cancel()
    await run.value
    // The queue's timer may be between two keys: it is not waited for.
    while queue.count < 200, !Task.isCancelled {
      time.advance(by: .seconds(1))
      await Task.yield()
    }
    #expect(queue.count == 200)
    queue.shutDown()
  }
}
