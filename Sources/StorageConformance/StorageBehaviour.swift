import AuthorizationServer

/// One thing that every storage must do. The tests of each implementation run the whole table, each behaviour with a
/// storage of its own.
package struct StorageBehaviour: Sendable, CustomStringConvertible {
  package let description: String
  private let body: @Sendable (any Storage) async throws -> Void

  init(_ description: String, _ body: @escaping @Sendable (any Storage) async throws -> Void) {
    self.description = description
    self.body = body
  }

  /// - Throws: `StorageMisbehaviour`, and what the storage throws.
  package func check(_ storage: any Storage) async throws { try await body(storage) }

  /// Of an empty storage that is well.
  package static let all = [
    StorageBehaviour("a value is used up once, until its end", spendsOnce),
    StorageBehaviour("one of many callers uses a value up", spendsOnceAmongMany),
    StorageBehaviour("a used value may be forgotten at its end", forgetsSpentValuesInTime),
    StorageBehaviour("refresh tokens are used in order", advancesInOrder),
    StorageBehaviour("one of many callers advances, the others repeat", advancesOnceAmongMany),
    StorageBehaviour("a repetition is tolerated within the grace", toleratesARepetitionWithinTheGrace),
    StorageBehaviour("reuse revokes the family", revokesOnReuse),
    StorageBehaviour("an unknown family starts anywhere", startsAnUnknownFamilyAnywhere),
    StorageBehaviour("a revoked family stays revoked", revokes),
    StorageBehaviour("a revocation lasts as long as the family", revokesForTheFamilysTime),
    StorageBehaviour("an access token is revoked alone", revokesAccessTokens),
    StorageBehaviour("families and tokens of one name are two", tellsFamiliesFromTokens),
    StorageBehaviour("names may have any characters", takesAnyNames),
    StorageBehaviour("a value is taken once", givesAValueOnce),
    StorageBehaviour("one of many callers takes a value", givesAValueOnceAmongMany),
    StorageBehaviour("values are forgotten in time", forgetsValuesInTime),
    StorageBehaviour("what is expected is replaced", replacesWhatIsExpected),
    StorageBehaviour("one of many callers replaces", replacesOnceAmongMany),
    StorageBehaviour("values are removed", removes),
    StorageBehaviour("large values come back whole", keepsLargeValues),
  ]

  /// Of a storage that is out of reach and knows the family `gone` to be revoked: it says so, and never that
  /// something were used, revoked or not there. What it knows of revocations it goes on knowing.
  package static let outages = [
    StorageBehaviour("nothing is used up") { storage in
      try await unavailable { () throws(StorageError) in _ = try await storage.spend("a", until: 200, now: 100) }
    },
    StorageBehaviour("nothing is advanced") { storage in
      try await unavailable { () throws(StorageError) in
        _ = try await storage.advance(family: "f", counter: 0, grace: 10, until: 200, now: 100)
      }
    },
    StorageBehaviour("a revocation that is not shared is not reported as done") { storage in
      try await unavailable { () throws(StorageError) in try await storage.revoke(family: "f", until: 200, now: 100) }
      try await unavailable { () throws(StorageError) in try await storage.revoke(token: "t", until: 200, now: 100) }
    },
    StorageBehaviour("no value is said to be missing") { storage in
      try await unavailable { () throws(StorageError) in _ = try await storage.take("k", now: 100) }
      try await unavailable { () throws(StorageError) in _ = try await storage.read("k", now: 100) }
      try await unavailable { () throws(StorageError) in try await storage.put([1], under: "k", until: 200, now: 100) }
      try await unavailable { () throws(StorageError) in
        _ = try await storage.replace("k", expected: nil, with: [1], until: 200, now: 100)
      }
      try await unavailable { () throws(StorageError) in try await storage.remove("k", now: 100) }
    },
    StorageBehaviour("known revocations are known") { storage in
      try expect(storage.knowsRevoked(family: "gone", token: nil, now: 100))
      try expect(!storage.knowsRevoked(family: "other", token: nil, now: 100))
    },
  ]

  /// Of an empty storage that has room for less than 10 MB of values.
  package static let bounds = [
    StorageBehaviour("a full storage refuses rather than forgets") { storage in
      let value = [UInt8](repeating: 7, count: 10_000)
      var kept = 0
      while kept < 1000 {
        do throws(StorageError) {
          try await storage.put(value, under: "k\(kept)", until: 100_000, now: 100)
          kept += 1
        } catch {
          try expect(error.code == .full)
          break
        }
      }
      try expect(kept < 1000)
      for index in 0..<kept {
        let found = try await storage.read("k\(index)", now: 101)
        try expect(found == value)
      }
    }
  ]

  private static func unavailable(_ body: () async throws(StorageError) -> Void) async throws {
    do throws(StorageError) {
      try await body()
    } catch {
      return try expect(error.code == .unavailable)
    }
    throw StorageMisbehaviour("an operation succeeded without the storage")
  }
}
