import Testing

@testable import Kubernetes

@Suite struct BackoffTests {
  @Test("Waits double up to the cap and begin anew after a reset")
  func doubles() {
    var backoff = Backoff(initial: .seconds(1), cap: .seconds(10), jitter: 0)
    #expect((0..<6).map { _ in backoff.next() } == [1, 2, 4, 8, 10, 10].map { .seconds($0) })
    backoff.reset()
    #expect(backoff.next() == .seconds(1))
  }

  @Test("The random part only shortens, and never below its share")
  func jitter() {
    var waits: Set<Duration> = []
    for _ in 0..<100 {
      var backoff = Backoff(initial: .seconds(8), cap: .seconds(8), jitter: 0.5)
      waits.insert(backoff.next())
    }
    #expect(waits.allSatisfy { $0 >= .seconds(4) && $0 <= .seconds(8) })
    #expect(waits.count > 1)
  }

  @Test("A long series of failures does not overflow")
  func longSeries() {
    var backoff = Backoff(initial: .seconds(1), cap: .seconds(300), jitter: 0)
    for _ in 0..<1000 { _ = backoff.next() }
    #expect(backoff.next() == .seconds(300))
  }
}
