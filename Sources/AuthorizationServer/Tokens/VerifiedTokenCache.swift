import JOSE
import Synchronization

/// Remembers what was made of a token that was verified, by the token's SHA-256: the token itself is not kept.
/// A replay of a cached token costs a hash instead of a signature check.
package final class VerifiedTokenCache<Value: Sendable>: Sendable {
  private struct Entry {
    let value: Value
    let expiresAt: Int
  }

  private let entries = Mutex<[SHA256Digest: Entry]>([:])
  private let capacity: Int

  /// - Parameter capacity: how many tokens are remembered at most.
  package init(capacity: Int = 10_000) { self.capacity = capacity }

  /// - Parameter now: Unix time in seconds; what has expired by then is not found.
  package func value(for key: SHA256Digest, now: Int) -> Value? {
    entries.withLock { entries in
      guard let entry = entries[key] else { return nil }
      guard entry.expiresAt > now else {
        entries[key] = nil
        return nil
      }
      return entry.value
    }
  }

  /// - Parameter expiresAt: the token's own expiry, in Unix seconds.
  package func insert(_ value: Value, for key: SHA256Digest, expiresAt: Int, now: Int) {
    entries.withLock { entries in
      if entries.count >= capacity { Self.makeRoom(&entries, capacity, now) }
      entries[key] = Entry(value: value, expiresAt: expiresAt)
    }
  }

  /// Drops the expired, and if that is not a quarter, those that expire first.
  private static func makeRoom(_ entries: inout [SHA256Digest: Entry], _ capacity: Int, _ now: Int) {
    entries = entries.filter { $0.value.expiresAt > now }
    let kept = capacity * 3 / 4
    guard entries.count > kept else { return }
    let latest = entries.sorted { $0.value.expiresAt > $1.value.expiresAt }.prefix(kept)
    entries = Dictionary(uniqueKeysWithValues: latest.map { ($0.key, $0.value) })
  }
}
