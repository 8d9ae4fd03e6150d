import AuthorizationServer
import Redis
import TestDoubles
import Testing

@testable import SharedStorage

@Suite(.serialized) struct RevocationFeedTests {
  @Test func `what one replica revokes, the others know within a second`() async throws {
    let server = try RedisServer()
    try await Replica.run(server, replicas: 3) { replicas in
      try await replicas[0].storage.revoke(family: "f", until: 900, now: 100)
      try await replicas[1].storage.revoke(token: "t", until: 900, now: 100)
      _ = try await replicas[2].storage.advance(family: "g", counter: 5, grace: 10, until: 900, now: 100)
      let step = try await replicas[1].storage.advance(family: "g", counter: 3, grace: 10, until: 900, now: 100)
      #expect(step == .reused)
      for replica in replicas {
        #expect(
          try await replica.sees {
            $0.isRevoked("f") && $0.isRevoked("g") && $0.storage.knowsRevoked(family: nil, token: "t", now: 101)
          })
        #expect(!replica.isRevoked("f", now: 900) && !replica.isRevoked("t") && !replica.isRevoked("h"))
      }
    }
  }

  @Test func `a replica that comes later learns all that was revoked before`() async throws {
    let server = try RedisServer()
    try await Replica.run(server) { replicas in
      for index in 0..<3000 { try await replicas[0].storage.revoke(family: "f\(index)", until: 900, now: 100) }
    }
    try await Replica.run(server) { replicas in
      #expect((0..<3000).allSatisfy { replicas[0].isRevoked("f\($0)") })
    }
    // Another team's are its own.
    try await Replica.run(server, name: "other") { replicas in
      #expect(!replicas[0].isRevoked("f1"))
      let step = try await replicas[0].storage.advance(family: "f1", counter: 0, grace: 10, until: 900, now: 100)
      #expect(step == .advanced)
    }
  }

  @Test func `during an outage what is known stays known, and an emptied Redis is told again`() async throws {
    let server = try RedisServer()
    try await Replica.run(server, replicas: 2) { replicas in
      try await replicas[0].storage.revoke(family: "f", until: 900, now: 100)
      #expect(try await replicas[1].sees { $0.isRevoked("f") })
      server.stop()
      #expect(try await replicas[1].sees { !$0.store.health.hearsRevocations && !$0.store.health.isConnected })
      #expect(replicas[1].isRevoked("f") && replicas[1].store.health.reason != nil)
      try server.start()
      for replica in replicas {
        #expect(
          try await replica.sees(within: .seconds(6)) {
            $0.store.health.isConnected && $0.store.health.hearsRevocations
          })
      }
      try await Replica.run(server) { late in
        #expect(try await late[0].sees(within: .seconds(3)) { $0.isRevoked("f") })
        // Refresh tokens of the family are refused by Redis again, also where nobody remembers.
        let step = try await late[0].storage.advance(family: "f", counter: 9, grace: 10, until: 900, now: 101)
        #expect(step == .revoked)
      }
      try await replicas[1].storage.revoke(family: "g", until: 900, now: 100)
      #expect(try await replicas[0].sees { $0.isRevoked("g") })
    }
  }

  @Test func `a revocation that Redis lost is refused by the replica that knows it`() async throws {
    let server = try RedisServer()
    try await Replica.run(server) { replicas in
      let storage = replicas[0].storage
      try await storage.revoke(family: "f", until: 900, now: 100)
      _ = try await storage.perform { connection throws(RedisError) in
        try await connection.send(RedisCommand("FLUSHALL"))
      }
      #expect(try await storage.advance(family: "f", counter: 0, grace: 10, until: 900, now: 101) == .revoked)
    }
  }

  @Test(arguments: [("noeviction", 0), ("allkeys-lru", 1)])
  func `a Redis that drops entries when it is full is warned of`(policy: String, count: Int) async throws {
    let server = try RedisServer(["--maxmemory", "100mb", "--maxmemory-policy", policy])
    let log = WarningLog()
    try await Replica.run(server, logger: log.logger) { _ in
      #expect(log.warnings.count { $0.contains("noeviction") } == count)
    }
  }
}
