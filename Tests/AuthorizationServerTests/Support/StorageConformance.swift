import Testing

@testable import AuthorizationServer

/// What every storage must do. Each implementation's tests run the whole of it.
struct StorageConformance {
  /// An empty storage for each check.
  let make: @Sendable () async throws -> any Storage

  func all() async throws {
    try await spendsOnce()
    try await spendsOnceAmongMany()
    try await advancesInOrder()
    try await toleratesARepetitionWithinTheGrace()
    try await revokesOnReuse()
    try await startsAnUnknownFamilyAnywhere()
    try await revokes()
    try await revokesAccessTokens()
    try await givesAValueOnce()
    try await forgetsValuesInTime()
    try await replacesWhatIsExpected()
    try await replacesOnceAmongMany()
    try await removes()
  }

  func spendsOnce() async throws {
    let storage = try await make()
    #expect(try await storage.spend("a", until: 200, now: 100))
    #expect(try await !storage.spend("a", until: 200, now: 199))
    #expect(try await storage.spend("b", until: 200, now: 100))
  }

  func spendsOnceAmongMany() async throws {
    let storage = try await make()
    let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<50 { group.addTask { try await storage.spend("x", until: 200, now: 100) } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(winners == 1)
  }

  func advancesInOrder() async throws {
    let storage = try await make()
    for counter in 0..<5 {
      let step = try await storage.advance(
        family: "f", counter: counter, grace: 10, until: 900, now: 100 + counter * 50)
      #expect(step == .advanced)
    }
  }

  func toleratesARepetitionWithinTheGrace() async throws {
    let storage = try await make()
    #expect(try await storage.advance(family: "f", counter: 0, grace: 10, until: 900, now: 100) == .advanced)
    #expect(try await storage.advance(family: "f", counter: 0, grace: 10, until: 900, now: 109) == .repeated)
    // The grace counts from the first use and does not slide.
    #expect(try await storage.advance(family: "f", counter: 0, grace: 10, until: 900, now: 111) == .reused)
    #expect(try await storage.advance(family: "f", counter: 1, grace: 10, until: 900, now: 112) == .revoked)
  }

  func revokesOnReuse() async throws {
    let storage = try await make()
    for counter in 0..<3 {
      _ = try await storage.advance(family: "f", counter: counter, grace: 10, until: 900, now: 100 + counter)
    }
    // The one before the last is outside the grace whatever the time.
    #expect(try await storage.advance(family: "f", counter: 1, grace: 10, until: 900, now: 103) == .reused)
    #expect(storage.knowsRevoked(family: "f", token: nil, now: 104))
    #expect(try await storage.advance(family: "g", counter: 0, grace: 10, until: 900, now: 104) == .advanced)
  }

  func startsAnUnknownFamilyAnywhere() async throws {
    let storage = try await make()
    #expect(try await storage.advance(family: "f", counter: 7, grace: 10, until: 900, now: 100) == .advanced)
    #expect(try await storage.advance(family: "f", counter: 9, grace: 10, until: 900, now: 150) == .advanced)
    #expect(try await storage.advance(family: "f", counter: 8, grace: 10, until: 900, now: 151) == .reused)
  }

  func revokes() async throws {
    let storage = try await make()
    #expect(!storage.knowsRevoked(family: "f", token: nil, now: 100))
    try await storage.revoke(family: "f", until: 900, now: 100)
    #expect(storage.knowsRevoked(family: "f", token: nil, now: 101))
    #expect(try await storage.advance(family: "f", counter: 0, grace: 10, until: 900, now: 102) == .revoked)
  }

  func revokesAccessTokens() async throws {
    let storage = try await make()
    #expect(!storage.knowsRevoked(family: "f", token: "t", now: 100))
    try await storage.revoke(token: "t", until: 200, now: 100)
    #expect(storage.knowsRevoked(family: "f", token: "t", now: 101))
    #expect(!storage.knowsRevoked(family: "f", token: "u", now: 101))
    #expect(!storage.knowsRevoked(family: nil, token: "t", now: 200))
    try await storage.revoke(family: "f", until: 900, now: 100)
    #expect(storage.knowsRevoked(family: "f", token: "u", now: 899))
    #expect(!storage.knowsRevoked(family: "g", token: "u", now: 101))
  }

  func givesAValueOnce() async throws {
    let storage = try await make()
    try await storage.put([1, 0, 255], under: "k", until: 200, now: 100)
    #expect(try await storage.take("k", now: 101) == [1, 0, 255])
    #expect(try await storage.take("k", now: 101) == nil)
    #expect(try await storage.take("other", now: 101) == nil)
  }

  func forgetsValuesInTime() async throws {
    let storage = try await make()
    try await storage.put([1], under: "k", until: 200, now: 100)
    #expect(try await storage.take("k", now: 200) == nil)
  }

  func replacesWhatIsExpected() async throws {
    let storage = try await make()
    #expect(try await storage.read("k", now: 100) == nil)
    #expect(try await !storage.replace("k", expected: [9], with: [1], until: 200, now: 100))
    #expect(try await storage.replace("k", expected: nil, with: [1, 0, 255], until: 200, now: 100))
    #expect(try await !storage.replace("k", expected: nil, with: [2], until: 200, now: 100))
    #expect(try await !storage.replace("k", expected: [1], with: [2], until: 200, now: 100))
    #expect(try await storage.read("k", now: 101) == [1, 0, 255])
    #expect(try await storage.replace("k", expected: [1, 0, 255], with: [], until: 300, now: 110))
    #expect(try await storage.read("k", now: 299) == [])
    #expect(try await !storage.replace("k", expected: nil, with: [2], until: 400, now: 299))
    // What has run out is not there any more.
    #expect(try await storage.read("k", now: 300) == nil)
    #expect(try await !storage.replace("k", expected: [], with: [2], until: 400, now: 300))
    #expect(try await storage.replace("k", expected: nil, with: [3], until: 400, now: 300))
    #expect(try await storage.replace("k", expected: [3], with: [4], until: 350, now: 301))
    #expect(try await storage.read("k", now: 350) == nil)
    #expect(try await storage.read("other", now: 301) == nil)
  }

  func replacesOnceAmongMany() async throws {
    let storage = try await make()
    try await storage.put([0], under: "k", until: 200, now: 100)
    let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
      for index in 1...50 {
        group.addTask { try await storage.replace("k", expected: [0], with: [UInt8(index)], until: 200, now: 100) }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(winners == 1)
  }

  func removes() async throws {
    let storage = try await make()
    try await storage.put([1], under: "k", until: 200, now: 100)
    try await storage.put([2], under: "l", until: 200, now: 100)
    try await storage.remove("k", now: 101)
    try await storage.remove("never", now: 101)
    #expect(try await storage.read("k", now: 101) == nil)
    #expect(try await storage.take("k", now: 101) == nil)
    #expect(try await storage.read("l", now: 101) == [2])
    #expect(try await storage.take("l", now: 101) == [2])
    #expect(try await storage.read("l", now: 101) == nil)
  }
}
