import AuthorizationServer
import Synchronization

/// Asks several replicas one after the other, as a balancer without affinity.
final class TakingTurns: Storage {
  private let storages: [any Storage]
  private let turn = Mutex(0)

  init(_ storages: [any Storage]) { self.storages = storages }

  private var next: any Storage {
    storages[
      turn.withLock { turn in
        turn += 1
        return turn % storages.count
      }]
  }

  func spend(_ id: String, until: Int, now: Int) async throws(StorageError) -> Bool {
    try await next.spend(id, until: until, now: now)
  }

  func advance(
    family: String, counter: Int, grace: Int, until: Int, now: Int
  ) async throws(StorageError) -> RefreshAdvance {
    try await next.advance(family: family, counter: counter, grace: grace, until: until, now: now)
  }

  func revoke(family: String, until: Int, now: Int) async throws(StorageError) {
    try await next.revoke(family: family, until: until, now: now)
  }

  func revoke(token: String, until: Int, now: Int) async throws(StorageError) {
    try await next.revoke(token: token, until: until, now: now)
  }

  /// The replica that revoked knows at once; how soon the others do is another test's.
  func knowsRevoked(family: String?, token: String?, now: Int) -> Bool {
    storages.contains { $0.knowsRevoked(family: family, token: token, now: now) }
  }

  func put(_ value: [UInt8], under key: String, until: Int, now: Int) async throws(StorageError) {
    try await next.put(value, under: key, until: until, now: now)
  }

  func take(_ key: String, now: Int) async throws(StorageError) -> [UInt8]? { try await next.take(key, now: now) }

  func read(_ key: String, now: Int) async throws(StorageError) -> [UInt8]? { try await next.read(key, now: now) }

  func replace(
    _ key: String, expected: [UInt8]?, with value: [UInt8], until: Int, now: Int
  ) async throws(StorageError) -> Bool {
    try await next.replace(key, expected: expected, with: value, until: until, now: now)
  }

  func remove(_ key: String, now: Int) async throws(StorageError) { try await next.remove(key, now: now) }
}
