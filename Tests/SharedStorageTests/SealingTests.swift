import JOSE
import Redis
import TestDoubles
import Testing

@testable import SharedStorage

@Suite(.serialized) struct SealingTests {
  private func contents(_ replica: Replica) async throws -> [(key: [UInt8], value: [UInt8])] {
    try await replica.storage.perform { connection throws(RedisError) in
      var found: [(key: [UInt8], value: [UInt8])] = []
      for key in try await connection.send(RedisCommand("KEYS", "*")).elements ?? [] {
        guard let name = key.bytes, try await connection.send(RedisCommand("TYPE", [name])).text == "string" else {
          continue
        }
        found.append((name, try await connection.send(RedisCommand("GET", [name])).bytes ?? []))
      }
      return found
    }
  }

  private func set(_ replica: Replica, _ key: [UInt8], _ value: [UInt8]) async throws {
    _ = try await replica.storage.perform { connection throws(RedisError) in
      try await connection.send(RedisCommand("SET", [key, value]))
    }
  }

  @Test func `nothing in Redis shows a value or what it is kept under`() async throws {
    let server = try RedisServer()
    try await Replica.run(server) { replicas in
      let replica = replicas[0]
      let secret = Array("refresh-token-of-the-provider".utf8)
      try await replica.storage.put(secret, under: "eve@example.com", until: 900, now: 100)
      let contents = try await contents(replica)
      #expect(contents.count == 1)
      for (key, value) in contents {
        let text = String(decoding: key + value, as: UTF8.self)
        #expect(text.hasPrefix("thv:auth:{default:team}:value:"))
        #expect(!text.contains("refresh-token") && !text.contains("eve"))
      }
      #expect(try await replica.storage.read("eve@example.com", now: 101) == secret)
    }
  }

  @Test func `what was altered, moved, prolonged or sealed by others is not there`() async throws {
    let server = try RedisServer()
    try await Replica.run(server) { replicas in
      let replica = replicas[0]
      try await replica.storage.put([1, 2, 3], under: "k", until: 900, now: 100)
      let (key, value) = try #require(try await contents(replica).first)
      var altered = value
      altered[altered.count - 1] ^= 1
      try await set(replica, key, altered)
      #expect(try await replica.storage.read("k", now: 101) == nil)
      try await set(replica, key, Array("901".utf8) + value.dropFirst(3))
      #expect(try await replica.storage.read("k", now: 101) == nil)
      try await set(replica, key, Array("no entry".utf8))
      #expect(try await replica.storage.take("k", now: 101) == nil)
      try await set(replica, replica.store.keys.value("other"), value)
      #expect(try await replica.storage.read("other", now: 101) == nil)
      try await set(replica, key, value)
      #expect(try await replica.storage.read("k", now: 101) == [1, 2, 3])
      try await Replica.run(server, key: .generate()) { others in
        let found = try await others[0].storage.read("k", now: 101)
        #expect(found == nil)
      }
    }
  }

  @Test func `everything runs out by itself`() async throws {
    let server = try RedisServer()
    try await Replica.run(server) { replicas in
      let replica = replicas[0]
      _ = try await replica.storage.spend("s", until: 200, now: 100)
      _ = try await replica.storage.advance(family: "f", counter: 0, grace: 10, until: 200, now: 100)
      try await replica.storage.revoke(family: "f", until: 200, now: 100)
      try await replica.storage.revoke(token: "t", until: 150, now: 100)
      try await replica.storage.put([1], under: "k", until: 200, now: 100)
      _ = try await replica.storage.replace("l", expected: nil, with: [1], until: 200, now: 100)
      let lifetimes = try await replica.storage.perform { connection throws(RedisError) in
        var lifetimes: [Int?] = []
        for key in try await connection.send(RedisCommand("KEYS", "*")).elements ?? [] {
          lifetimes.append(try await connection.send(RedisCommand("TTL", [key.bytes ?? []])).integer)
        }
        return lifetimes
      }
      #expect(lifetimes.count == 6 && lifetimes.allSatisfy { (140...161).contains($0 ?? -1) })
    }
  }
}
