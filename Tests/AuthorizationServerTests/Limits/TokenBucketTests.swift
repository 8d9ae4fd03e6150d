import Testing

@testable import AuthorizationServer

@Suite struct TokenBucketTests {
  @Test func `permits come back with time, never more than the burst`() {
    let bucket = TokenBucket(rate: 2, burst: 3, now: 100)
    #expect((0..<4).map { _ in bucket.take(now: 100) } == [true, true, true, false])
    #expect(bucket.take(now: 100.5))
    #expect(!bucket.take(now: 100.5))
    #expect((0..<4).map { _ in bucket.take(now: 200) } == [true, true, true, false])
  }

  @Test func `a clock that steps back neither gives nor takes`() {
    let bucket = TokenBucket(rate: 1, burst: 2, now: 100)
    #expect(bucket.take(now: 100))
    #expect(bucket.take(now: 50))
    #expect(!bucket.take(now: 50))
    #expect(bucket.take(now: 51))
  }
}
