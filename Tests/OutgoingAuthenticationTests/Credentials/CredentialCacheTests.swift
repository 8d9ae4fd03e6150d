import JOSE
import Synchronization
import Testing

@testable import OutgoingAuthentication

@Suite struct CredentialCacheTests {
  private let clock = TurnedClock()

  private func cache(_ capacity: Int = 8) -> CredentialCache {
    CredentialCache(capacity: capacity) { [clock] in clock.now }
  }

  private func key(_ text: String) -> SHA256Digest { SHA256Digest(of: text) }

  private final class Counter: Sendable {
    private let value = Mutex(0)
    var count: Int { value.withLock { $0 } }
    func add() { value.withLock { $0 += 1 } }
  }

  @Test("Whoever comes while one is obtained waits for that one") func singleFlight() async throws {
    let (cache, key, counter) = (cache(), key("a"), Counter())
    let (gate, open) = AsyncStream<Void>.makeStream()
    let expiry = clock.now + 100
    let results = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 {
        group.addTask {
          (try? await cache.credential(key) {
            counter.add()
            for await _ in gate {}
            return .success(TimedCredential(credential: .bearer("t"), expiresAt: expiry))
          }) != nil
        }
      }
      try? await Task.sleep(for: .milliseconds(50))
      open.finish()
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(results.count == 20 && results.allSatisfy { $0 })
    #expect(counter.count == 1)
  }

  @Test("The memory is bounded, and what has expired already is not kept") func bounded() async throws {
    let cache = cache()
    for index in 0..<50 {
      let expiry = clock.now + 100 + Double(index)
      _ = try await cache.credential(key("\(index)")) {
        .success(TimedCredential(credential: .bearer("t"), expiresAt: expiry))
      }
    }
    #expect(await cache.count <= 8)
    let (other, past) = (self.cache(), clock.now - 1)
    _ = try await other.credential(key("a")) { .success(TimedCredential(credential: .none, expiresAt: past)) }
    #expect(await other.count == 0)
  }

  @Test(
    "How long one is kept",
    arguments: [(3600.0, 3570.0), (20, 15), (nil, 270), (86_400, 3600), (0, 0)] as [(Double?, Double)])
  func lifespans(stated: Double?, kept: Double) {
    let timed = TimedCredential(credential: .none, expiresAt: stated.map { 1000 + $0 })
    #expect(timed.keptUntil(now: 1000) == 1000 + kept)
  }
}
