import StorageConformance
import Testing

@testable import AuthorizationServer

@Suite struct MemoryStorageTests {
  @Test(arguments: StorageBehaviour.all)
  func `it does what every storage must do`(behaviour: StorageBehaviour) async throws {
    try await behaviour.check(MemoryStorage())
  }

  @Test(arguments: StorageBehaviour.bounds)
  func `it is bounded`(behaviour: StorageBehaviour) async throws {
    try await behaviour.check(MemoryStorage(valueBytes: 1 << 20))
    try await behaviour.check(MemoryStorage(valueLimit: 100))
  }

  @Test(arguments: StorageBehaviour.outages)
  func `the storage of other tests fails as storages do`(behaviour: StorageBehaviour) async throws {
    let storage = FailingStorage()
    try await storage.revoke(family: "gone", until: 900, now: 100)
    storage.unplug()
    try await behaviour.check(storage)
  }

  @Test func `a full storage refuses instead of forgetting`() async throws {
    let storage = MemoryStorage(limit: 2, valueLimit: 1)
    _ = try await storage.spend("a", until: 200, now: 100)
    _ = try await storage.spend("b", until: 200, now: 100)
    await #expect(throws: StorageError.self) { try await storage.spend("c", until: 200, now: 100) }
    #expect(try await !storage.spend("a", until: 200, now: 100))
    #expect(try await storage.spend("c", until: 300, now: 250))
    try await storage.put([1], under: "k", until: 200, now: 100)
    await #expect(throws: StorageError.self) { try await storage.put([1], under: "l", until: 200, now: 100) }
  }

  @Test func `values are bounded in bytes, and what ran out or was replaced makes room`() async throws {
    let storage = MemoryStorage(valueBytes: 100)
    let big = [UInt8](repeating: 1, count: 60)
    try await storage.put(big, under: "k", until: 200, now: 100)
    await #expect(throws: StorageError.self) { try await storage.put(big, under: "l", until: 200, now: 100) }
    await #expect(throws: StorageError.self) {
      try await storage.replace("k", expected: big, with: big + big, until: 200, now: 100)
    }
    #expect(try await storage.read("k", now: 100) == big)
    #expect(try await storage.replace("k", expected: big, with: [2], until: 200, now: 100))
    try await storage.put(big, under: "l", until: 200, now: 100)
    try await storage.put(big, under: "m", until: 300, now: 200)
    try await storage.remove("m", now: 200)
    try await storage.put(big, under: "n", until: 300, now: 200)
  }
}
