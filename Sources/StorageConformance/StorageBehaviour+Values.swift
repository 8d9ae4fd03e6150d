import AuthorizationServer

extension StorageBehaviour {
  static func givesAValueOnce(_ storage: any Storage) async throws {
    try await storage.put([1, 0, 255], under: "k", until: 200, now: 100)
    try expect(try await storage.take("k", now: 101) == [1, 0, 255])
    try expect(try await storage.take("k", now: 101) == nil)
    try expect(try await storage.take("other", now: 101) == nil)
  }

  static func forgetsValuesInTime(_ storage: any Storage) async throws {
    try await storage.put([1], under: "k", until: 200, now: 100)
    try expect(try await storage.take("k", now: 200) == nil)
  }

  static func replacesWhatIsExpected(_ storage: any Storage) async throws {
    try expect(try await storage.read("k", now: 100) == nil)
    try expect(try await !storage.replace("k", expected: [9], with: [1], until: 200, now: 100))
    try expect(try await storage.replace("k", expected: nil, with: [1, 0, 255], until: 200, now: 100))
    try expect(try await !storage.replace("k", expected: nil, with: [2], until: 200, now: 100))
    try expect(try await !storage.replace("k", expected: [1], with: [2], until: 200, now: 100))
    try expect(try await storage.read("k", now: 101) == [1, 0, 255])
    try expect(try await storage.replace("k", expected: [1, 0, 255], with: [], until: 300, now: 110))
    try expect(try await storage.read("k", now: 299) == [])
    try expect(try await !storage.replace("k", expected: nil, with: [2], until: 400, now: 299))
    // What has run out is not there any more.
    try expect(try await storage.read("k", now: 300) == nil)
    try expect(try await !storage.replace("k", expected: [], with: [2], until: 400, now: 300))
    try expect(try await storage.replace("k", expected: nil, with: [3], until: 400, now: 300))
    try expect(try await storage.replace("k", expected: [3], with: [4], until: 350, now: 301))
    try expect(try await storage.read("k", now: 350) == nil)
    try expect(try await storage.read("other", now: 301) == nil)
  }

  static func replacesOnceAmongMany(_ storage: any Storage) async throws {
    try await storage.put([0], under: "k", until: 200, now: 100)
    let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
      for index in 1...50 {
        group.addTask { try await storage.replace("k", expected: [0], with: [UInt8(index)], until: 200, now: 100) }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    try expect(winners == 1)
  }

  static func removes(_ storage: any Storage) async throws {
    try await storage.put([1], under: "k", until: 200, now: 100)
    try await storage.put([2], under: "l", until: 200, now: 100)
    try await storage.remove("k", now: 101)
    try await storage.remove("never", now: 101)
    try expect(try await storage.read("k", now: 101) == nil)
    try expect(try await storage.take("k", now: 101) == nil)
    try expect(try await storage.read("l", now: 101) == [2])
    try expect(try await storage.take("l", now: 101) == [2])
    try expect(try await storage.read("l", now: 101) == nil)
  }

  static func givesAValueOnceAmongMany(_ storage: any Storage) async throws {
    try await storage.put([5], under: "k", until: 200, now: 100)
    let values = try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      for _ in 0..<50 { group.addTask { try await storage.take("k", now: 101) } }
      return try await group.reduce(into: [[UInt8]]()) { if let value = $1 { $0.append(value) } }
    }
    try expect(values == [[5]])
  }

  static func keepsLargeValues(_ storage: any Storage) async throws {
    let value = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try await storage.put(value, under: "k", until: 200, now: 100)
    try expect(try await storage.read("k", now: 101) == value)
    try expect(try await storage.replace("k", expected: value, with: value.reversed(), until: 200, now: 101))
    try expect(try await storage.take("k", now: 101) == value.reversed())
  }
}
