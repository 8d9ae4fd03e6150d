import AuthorizationServer

extension StorageBehaviour {
  static func spendsOnce(_ storage: any Storage) async throws {
    try expect(try await storage.spend("a", until: 200, now: 100))
    try expect(try await !storage.spend("a", until: 200, now: 199))
    try expect(try await storage.spend("b", until: 200, now: 100))
  }

  static func spendsOnceAmongMany(_ storage: any Storage) async throws {
    let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<50 { group.addTask { try await storage.spend("x", until: 200, now: 100) } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    try expect(winners == 1)
  }

  static func forgetsSpentValuesInTime(_ storage: any Storage) async throws {
    try expect(try await storage.spend("a", until: 200, now: 100))
    try expect(try await storage.spend("a", until: 400, now: 200))
    try expect(try await !storage.spend("a", until: 400, now: 399))
  }
}
