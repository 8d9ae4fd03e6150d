import Testing

@testable import Kubernetes

@Suite struct TokenBucketTests {
  /// Whether there was a token at each time, in milliseconds.
  private func taken(_ bucket: inout TokenBucket, at times: Int...) -> [Bool] {
    times.map { bucket.take(now: .milliseconds($0)) }
  }

  @Test func `a burst is free, then tokens come one after the other`() {
    var bucket = TokenBucket(perSecond: 10, burst: 2)
    var found = taken(&bucket, at: 0, 0, 99)
    #expect(found == [true, true, false])
    let waits = [99, 100].map { bucket.wait(now: .milliseconds($0)) }
    #expect(waits == [.milliseconds(1), .zero])
    found = taken(&bucket, at: 100, 101, 100_000, 100_000, 100_000)
    #expect(found == [true, false, true, true, false])
  }

  @Test func `who reserves waits behind all who did before`() {
    var bucket = TokenBucket(perSecond: 10, burst: 1)
    let waits = [1000, 1000, 1000, 1300].map { bucket.reserve(now: .milliseconds($0)) }
    #expect(waits == [0, 100, 200, 0].map { .milliseconds($0) })
    let found = taken(&bucket, at: 1399, 1400)
    #expect(found == [false, true])
  }

  @Test func `a clock that stands still or goes back gives nothing`() {
    var bucket = TokenBucket(perSecond: 1000, burst: 1)
    let found = taken(&bucket, at: 5000, 1000, 5000)
    #expect(found == [true, false, false])
  }
}
