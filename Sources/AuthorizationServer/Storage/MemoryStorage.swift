import Synchronization

/// The storage of one replica. It forgets with the process, which costs no login: an unknown refresh family starts at
/// the token that is presented.
package final class MemoryStorage: Storage {
  private struct Family {
    /// The counter of the token that has not been used yet.
    var next: Int
    /// When the token before it was used.
    var advancedAt: Int
    var isRevoked = false
  }

  private struct State {
    var spent = ExpiringTable<Bool>()
    var families = ExpiringTable<Family>()
    var tokens = ExpiringTable<Bool>()
    var values: ValueTable
  }

  private let state: Mutex<State>
  private let limit: Int

  /// - Parameters:
  ///   - limit: the most spent values, and the most families, that are kept.
  ///   - valueLimit: the most values that `put` and `replace` keep.
  ///   - valueBytes: the most bytes that their keys and values may take together.
  package init(limit: Int = 200_000, valueLimit: Int = 20_000, valueBytes: Int = 64 << 20) {
    self.limit = limit
    state = Mutex(State(values: ValueTable(limit: valueLimit, byteLimit: valueBytes)))
  }

  package func spend(_ id: String, until: Int, now: Int) async throws(StorageError) -> Bool {
    try state.withLock { state throws(StorageError) in
      guard state.spent.value(id, now: now) == nil else { return false }
      try state.spent.set(id, to: true, until: until, now: now, limit: limit)
      return true
    }
  }

  package func advance(
    family: String, counter: Int, grace: Int, until: Int, now: Int
  ) async throws(StorageError) -> RefreshAdvance {
    try state.withLock { state throws(StorageError) in
      var known = state.families.value(family, now: now) ?? Family(next: counter, advancedAt: now)
      let result: RefreshAdvance
      if known.isRevoked {
        return .revoked
      } else if counter >= known.next {
        // Ahead of what is known: other replicas took the steps between.
        known.next = counter + 1
        known.advancedAt = now
        result = .advanced
      } else if counter == known.next - 1, now - known.advancedAt <= grace {
        return .repeated
      } else {
        known.isRevoked = true
        result = .reused
      }
      try state.families.set(family, to: known, until: until, now: now, limit: limit)
      return result
    }
  }

  package func revoke(family: String, until: Int, now: Int) async throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      var known = state.families.value(family, now: now) ?? Family(next: 0, advancedAt: now)
      known.isRevoked = true
      try state.families.set(family, to: known, until: until, now: now, limit: limit)
    }
  }

  package func revoke(token: String, until: Int, now: Int) async throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      try state.tokens.set(token, to: true, until: until, now: now, limit: limit)
    }
  }

  package func knowsRevoked(family: String?, token: String?, now: Int) -> Bool {
    state.withLock { state in
      if let token, state.tokens.value(token, now: now) != nil { return true }
      return family.flatMap { state.families.value($0, now: now)?.isRevoked } ?? false
    }
  }

  /// What is revoked, for a storage that takes this one's place.
  package func revoked(now: Int) -> (families: [(id: String, until: Int)], tokens: [(id: String, until: Int)]) {
    state.withLock { state in
      (
        state.families.all(now: now).filter(\.value.isRevoked).map { ($0.key, $0.until) },
        state.tokens.all(now: now).map { ($0.key, $0.until) }
      )
    }
  }

  /// Takes over a revocation of another storage.
  package func inherit(family: String, until: Int, now: Int) {
    state.withLock { state in
      var known = state.families.value(family, now: now) ?? Family(next: 0, advancedAt: now)
      known.isRevoked = true
      try? state.families.set(family, to: known, until: until, now: now, limit: limit)
    }
  }

  /// Takes over a revocation of another storage.
  package func inherit(token: String, until: Int, now: Int) {
    state.withLock { try? $0.tokens.set(token, to: true, until: until, now: now, limit: limit) }
  }

  package func put(_ value: [UInt8], under key: String, until: Int, now: Int) async throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      try state.values.set(key, to: value, until: until, now: now)
    }
  }

  package func take(_ key: String, now: Int) async throws(StorageError) -> [UInt8]? {
    state.withLock { state in
      defer { state.values.remove(key) }
      return state.values.value(key, now: now)
    }
  }

  package func read(_ key: String, now: Int) async throws(StorageError) -> [UInt8]? {
    state.withLock { $0.values.value(key, now: now) }
  }

  package func replace(
    _ key: String, expected: [UInt8]?, with value: [UInt8], until: Int, now: Int
  ) async throws(StorageError) -> Bool {
    try state.withLock { state throws(StorageError) in
      guard state.values.value(key, now: now) == expected else { return false }
      try state.values.set(key, to: value, until: until, now: now)
      return true
    }
  }

  package func remove(_ key: String, now: Int) async throws(StorageError) {
    state.withLock { $0.values.remove(key) }
  }
}
