import AuthorizationServer
import Redis
import StorageConformance
import TestDoubles
import Testing

@testable import SharedStorage

@Suite(.serialized) struct RedisConformanceTests {
  @Test(arguments: StorageBehaviour.all)
  func `Redis does what every storage must do`(behaviour: StorageBehaviour) async throws {
    let server = try RedisServer()
    try await Replica.run(server) { try await behaviour.check($0[0].storage) }
  }

  @Test(arguments: StorageBehaviour.all)
  func `three replicas that take turns are one storage`(behaviour: StorageBehaviour) async throws {
    let server = try RedisServer()
    try await Replica.run(server, replicas: 3) { try await behaviour.check(TakingTurns($0.map(\.storage))) }
  }

  @Test(arguments: StorageBehaviour.outages)
  func `a killed Redis is an outage`(behaviour: StorageBehaviour) async throws {
    let server = try RedisServer()
    try await Replica.run(server) { replicas in
      try await replicas[0].storage.revoke(family: "gone", until: 900, now: 100)
      server.stop()
      try await behaviour.check(replicas[0].storage)
    }
  }

  @Test(arguments: StorageBehaviour.outages)
  func `a Redis that hangs is an outage`(behaviour: StorageBehaviour) async throws {
    let server = try RedisServer()
    try await Replica.run(server) { replicas in
      try await replicas[0].storage.revoke(family: "gone", until: 900, now: 100)
      server.hold()
      try await behaviour.check(replicas[0].storage)
    }
    server.goOn()
  }

  @Test(arguments: StorageBehaviour.bounds)
  func `a full Redis refuses rather than forgets`(behaviour: StorageBehaviour) async throws {
    let server = try RedisServer(["--maxmemory", "6mb", "--maxmemory-policy", "noeviction"])
    try await Replica.run(server) { try await behaviour.check($0[0].storage) }
  }

  @Test func `the rights that the documentation of ToolHive gives its user are enough`() async throws {
    let rights = [
      "~thv:auth:*", "&*", "+@read", "+@write", "+@keyspace", "+@scripting", "+@transaction", "+@connection",
    ]
    let server = try RedisServer(["--user", "default", "off", "--user", "toolhive-auth", "on", ">pass"] + rights)
    let user = RedisCredentials(username: "toolhive-auth", password: "pass")
    for (index, behaviour) in StorageBehaviour.all.enumerated() {
      try await Replica.run(server, name: "team-\(index)", credentials: user) {
        try await behaviour.check($0[0].storage)
      }
    }
    try await Replica.run(server, replicas: 2, credentials: user) { replicas in
      try await replicas[0].storage.revoke(family: "f", until: 900, now: 100)
      #expect(try await replicas[1].sees { $0.isRevoked("f") })
    }
  }

  @Test func `a Redis that is killed under load never makes a fresh value used or a used one fresh`() async throws {
    let server = try RedisServer()
    try await Replica.run(server) { replicas in
      let storage = replicas[0].storage
      let isFirst = try await storage.spend("warm", until: 900, now: 100)
      #expect(isFirst)
      let results = await withTaskGroup(of: (Int, Result<Bool, StorageError>).self) { group in
        for index in 0..<400 {
          group.addTask {
            try? await Task.sleep(for: .microseconds(index * 50))
            do throws(StorageError) {
              return (index, .success(try await storage.spend("v\(index)", until: 900, now: 100)))
            } catch { return (index, .failure(error)) }
          }
        }
        try? await Task.sleep(for: .milliseconds(8))
        server.stop()
        return await group.reduce(into: []) { $0.append($1) }
      }
      for (_, result) in results {
        switch result {
        case .success(let isFirst): #expect(isFirst)
        case .failure(let error): #expect(error.code == .unavailable)
        }
      }
      #expect(results.contains { if case .failure = $0.1 { true } else { false } })
    }
  }
}
