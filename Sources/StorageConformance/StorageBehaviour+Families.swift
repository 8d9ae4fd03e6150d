import AuthorizationServer

extension StorageBehaviour {
  static func advancesInOrder(_ storage: any Storage) async throws {
    for counter in 0..<5 {
      let step = try await storage.advance(
        family: "f", counter: counter, grace: 10, until: 900, now: 100 + counter * 50)
      try expect(step == .advanced)
    }
  }

  static func toleratesARepetitionWithinTheGrace(_ storage: any Storage) async throws {
    try expect(try await storage.advance(family: "f", counter: 0, grace: 10, until: 900, now: 100) == .advanced)
    try expect(try await storage.advance(family: "f", counter: 0, grace: 10, until: 900, now: 109) == .repeated)
    // The grace counts from the first use and does not slide.
    try expect(try await storage.advance(family: "f", counter: 0, grace: 10, until: 900, now: 111) == .reused)
    try expect(try await storage.advance(family: "f", counter: 1, grace: 10, until: 900, now: 112) == .revoked)
  }

  static func revokesOnReuse(_ storage: any Storage) async throws {
    for counter in 0..<3 {
      _ = try await storage.advance(family: "f", counter: counter, grace: 10, until: 900, now: 100 + counter)
    }
    // The one before the last is outside the grace whatever the time.
    try expect(try await storage.advance(family: "f", counter: 1, grace: 10, until: 900, now: 103) == .reused)
    try expect(storage.knowsRevoked(family: "f", token: nil, now: 104))
    try expect(try await storage.advance(family: "g", counter: 0, grace: 10, until: 900, now: 104) == .advanced)
  }

  static func startsAnUnknownFamilyAnywhere(_ storage: any Storage) async throws {
    try expect(try await storage.advance(family: "f", counter: 7, grace: 10, until: 900, now: 100) == .advanced)
    try expect(try await storage.advance(family: "f", counter: 9, grace: 10, until: 900, now: 150) == .advanced)
    try expect(try await storage.advance(family: "f", counter: 8, grace: 10, until: 900, now: 151) == .reused)
  }

  static func revokes(_ storage: any Storage) async throws {
    try expect(!storage.knowsRevoked(family: "f", token: nil, now: 100))
    try await storage.revoke(family: "f", until: 900, now: 100)
    try expect(storage.knowsRevoked(family: "f", token: nil, now: 101))
    try expect(try await storage.advance(family: "f", counter: 0, grace: 10, until: 900, now: 102) == .revoked)
  }

  static func revokesAccessTokens(_ storage: any Storage) async throws {
    try expect(!storage.knowsRevoked(family: "f", token: "t", now: 100))
    try await storage.revoke(token: "t", until: 200, now: 100)
    try expect(storage.knowsRevoked(family: "f", token: "t", now: 101))
    try expect(!storage.knowsRevoked(family: "f", token: "u", now: 101))
    try expect(!storage.knowsRevoked(family: nil, token: "t", now: 200))
    try await storage.revoke(family: "f", until: 900, now: 100)
    try expect(storage.knowsRevoked(family: "f", token: "u", now: 899))
    try expect(!storage.knowsRevoked(family: "g", token: "u", now: 101))
  }

  static func advancesOnceAmongMany(_ storage: any Storage) async throws {
    let steps = try await withThrowingTaskGroup(of: RefreshAdvance.self) { group in
      for _ in 0..<50 {
        group.addTask { try await storage.advance(family: "f", counter: 3, grace: 10, until: 900, now: 100) }
      }
      return try await group.reduce(into: [RefreshAdvance]()) { $0.append($1) }
    }
    try expect(steps.count { $0 == .advanced } == 1)
    try expect(steps.count { $0 == .repeated } == 49)
  }

  static func revokesForTheFamilysTime(_ storage: any Storage) async throws {
    _ = try await storage.advance(family: "f", counter: 0, grace: 10, until: 900, now: 100)
    try await storage.revoke(family: "f", until: 200, now: 101)
    try expect(storage.knowsRevoked(family: "f", token: nil, now: 899))
    try expect(try await storage.advance(family: "f", counter: 1, grace: 10, until: 1000, now: 899) == .revoked)
    try expect(!storage.knowsRevoked(family: "f", token: nil, now: 900))
    // An end only moves away.
    try await storage.revoke(family: "g", until: 500, now: 100)
    try await storage.revoke(family: "g", until: 200, now: 100)
    try expect(storage.knowsRevoked(family: "g", token: nil, now: 499))
  }

  static func tellsFamiliesFromTokens(_ storage: any Storage) async throws {
    try await storage.revoke(family: "x", until: 900, now: 100)
    try await storage.revoke(token: "y", until: 900, now: 100)
    try expect(!storage.knowsRevoked(family: nil, token: "x", now: 101))
    try expect(!storage.knowsRevoked(family: "y", token: nil, now: 101))
    try expect(try await storage.spend("x", until: 900, now: 101))
    try await storage.put([1], under: "x", until: 900, now: 101)
    try expect(try await storage.advance(family: "y", counter: 0, grace: 10, until: 900, now: 101) == .advanced)
  }

  static func takesAnyNames(_ storage: any Storage) async throws {
    let names = ["", " ", "a:b", "f:x", "}{", "\r\n*1", "\0", "\u{fffd}é", String(repeating: "n", count: 5000)]
    for (index, name) in names.enumerated() {
      try await storage.revoke(token: name, until: 900, now: 100)
      try await storage.put([UInt8(index)], under: name, until: 900, now: 100)
      try expect(try await storage.spend(name, until: 900, now: 100))
    }
    for (index, name) in names.enumerated() {
      try expect(storage.knowsRevoked(family: nil, token: name, now: 101))
      try expect(!storage.knowsRevoked(family: name, token: nil, now: 101))
      try expect(try await storage.take(name, now: 101) == [UInt8(index)])
      try expect(try await !storage.spend(name, until: 900, now: 101))
    }
  }
}
