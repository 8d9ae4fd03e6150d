import Kubernetes
import TestDoubles
import Testing

@testable import Controllers

@Suite(.timeLimit(.minutes(1))) struct WorkQueueTests {
  private let time = ManualTime()

  private func queue() -> WorkQueue<String> {
    WorkQueue(time: time, backoff: Backoff(initial: .seconds(1), cap: .seconds(4), jitter: 0))
  }

  @Test("A key that is added often is worked on once, in its first place")
  func deduplicates() async {
    let queue = queue()
    for key in ["a", "b", "a", "a", "c"] { queue.add(key) }
    #expect(queue.count == 3)
    #expect(await [queue.next(), queue.next(), queue.next()] == ["a", "b", "c"])
  }

  @Test("A key added while it is worked on comes again afterwards, and not at the same time")
  func notTwiceAtOnce() async {
    let queue = queue()
    queue.add("a")
    #expect(await queue.next() == "a")
    queue.add("a")
    queue.add("a")
    #expect(queue.count == 0)
    queue.done("a")
    #expect(queue.count == 1)
    #expect(await queue.next() == "a")
    queue.done("a")
    #expect(queue.count == 0)
  }

  @Test("A worker that waits is woken by the next key")
  func waiting() async {
    let queue = queue()
    let worker = Task { await queue.next() }
    await Task.yield()
    queue.add("a")
    #expect(await worker.value == "a")
  }

  @Test("A delayed key comes when its time has come, and the earliest time counts")
  func delays() async {
    let queue = queue()
    queue.add("a", after: .seconds(10))
    queue.add("a", after: .seconds(3))
    queue.add("a", after: .seconds(20))
    await time.waitForSleepers()
    time.advance(by: .milliseconds(2999))
    #expect(queue.count == 0)
    time.advance(by: .milliseconds(1))
    #expect(await queue.next() == "a")
    queue.done("a")
    #expect(time.sleeperCount == 0)
    time.advance(by: .seconds(60))
    #expect(queue.count == 0)
  }

  @Test("Failures wait ever longer up to the cap; success forgets them; other keys do not wait")
  func backoff() {
    let queue = queue()
    #expect((0..<4).map { _ in queue.retry("a") } == [1, 2, 4, 4].map { .seconds($0) })
    #expect(queue.retry("b") == .seconds(1))
    #expect(queue.failureCount("a") == 4)
    queue.forget("a")
    #expect(queue.retry("a") == .seconds(1))
  }

  @Test("Many keys that fail together come back no faster than all together may")
  func globalRate() {
    let queue = WorkQueue<Int>(
      time: time, backoff: Backoff(initial: .milliseconds(5), cap: .seconds(4), jitter: 0),
      retries: TokenBucket(perSecond: 10, burst: 2))
    #expect((0..<4).map { queue.retry($0) } == [5, 5, 100, 200].map { .milliseconds($0) })
    #expect(queue.retry(0) == .milliseconds(300))
  }

  @Test("A shutdown lets workers go and takes nothing more")
  func shutdown() async {
    let queue = queue()
    let worker = Task { await queue.next() }
    queue.add("later", after: .seconds(1))
    await time.waitForSleepers()
    queue.shutDown()
    #expect(await worker.value == nil)
    queue.add("a")
    #expect(await queue.next() == nil)
    #expect(queue.count == 0)
  }

  @Test("A cancelled worker gets nothing, and takes nothing from the others")
  func cancellation() async {
    let queue = queue()
    let worker = Task { await queue.next() }
    worker.cancel()
    #expect(await worker.value == nil)
    queue.add("a")
    #expect(await queue.next() == "a")
  }
}
