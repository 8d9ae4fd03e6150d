import Logging
import NIOPosix
import TLS
import TestDoubles
import Testing

@testable import Redis

@Suite(.serialized) struct RedisLinkTests {
  private static let quiet = Logger(label: "redis") { _ in SwiftLogNoOpLogHandler() }

  private func settings(_ server: RedisServer) throws -> RedisSettings {
    RedisSettings(.server(try #require(RedisEndpoint(server.address))))
  }

  private func with<Value>(
    _ settings: RedisSettings, _ body: (RedisLink) async throws -> Value
  ) async throws -> Value {
    let link = try RedisLink(settings, group: MultiThreadedEventLoopGroup.singleton, logger: Self.quiet)
    link.start()
    defer { link.stop() }
    // A busy machine takes its time for the first attempt.
    for _ in 0..<2000 {
      guard case .down(_, "not connected yet") = link.status else { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    return try await body(link)
  }

  private func ask(_ link: RedisLink, _ command: RedisCommand) async throws -> RESPValue {
    try await link.perform { connection throws(RedisError) in try await connection.send(command) }
  }

  private func failure(_ link: RedisLink, _ command: RedisCommand) async -> RedisError? {
    do {
      _ = try await ask(link, command)
      return nil
    } catch { return error as? RedisError }
  }

  @Test func `many commands share a connection and get their own replies`() async throws {
    let server = try RedisServer()
    try await with(try settings(server)) { (link: RedisLink) async throws in
      let replies = try await withThrowingTaskGroup(of: Bool.self) { group in
        for index in 0..<500 {
          group.addTask {
            try await link.perform { connection throws(RedisError) in
              try await connection.send(RedisCommand("ECHO", "\(index)"))
            }.text == "\(index)"
          }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(replies == 500)
      let clients = try await ask(link, RedisCommand("CLIENT", "LIST"))
      #expect(clients.text?.split(separator: "\n").count == 1)
    }
  }

  @Test func `a script that the server has forgotten is given to it again`() async throws {
    let server = try RedisServer()
    try await with(try settings(server)) { (link: RedisLink) async throws in
      let script = RedisScript("return {KEYS[1], ARGV[1]}")
      for _ in 0..<2 {
        let reply = try await link.perform { connection throws(RedisError) in
          try await connection.run(script, keys: [Array("k".utf8)], [[0, 255]])
        }
        #expect(reply == .array([.bulk(Array("k".utf8)), .bulk([0, 255])]))
        _ = try await ask(link, RedisCommand("SCRIPT", "FLUSH"))
      }
    }
  }

  @Test func `an ACL user, a password alone and a database are used, and wrong ones are said without showing them`()
    async throws
  {
    let server = try RedisServer(["--requirepass", "old", "--user", "tool", "on", ">s3cret", "~*", "&*", "+@all"])
    var settings = try settings(server)
    settings.credentials = RedisCredentials(username: "tool", password: "s3cret")
    settings.database = 3
    try await with(settings) { (link: RedisLink) async throws in
      #expect(try await ask(link, RedisCommand("ACL", "WHOAMI")).text == "tool")
      #expect(try await ask(link, RedisCommand("CLIENT", "INFO")).text?.contains(" db=3 ") == true)
    }
    settings.credentials = RedisCredentials(password: "old")
    try await with(settings) { (link: RedisLink) async throws in
      #expect(try await ask(link, RedisCommand("ACL", "WHOAMI")).text == "default")
    }
    for wrong in [nil, RedisCredentials(username: "tool", password: "wr0ng")] {
      settings.credentials = wrong
      try await with(settings) { (link: RedisLink) async throws in
        let failure = try #require(await failure(link, RedisCommand("GET", "k")))
        #expect(failure.reason.contains(wrong == nil ? "NOAUTH" : "WRONGPASS") && !failure.reason.contains("wr0ng"))
      }
    }
    #expect(!"\(settings)".contains("wr0ng"))
  }

  @Test func `TLS is spoken with the authorities that are given`() async throws {
    let authority = try TLSServer()
    let server = try RedisServer(certificate: authority)
    var settings = try settings(server)
    settings.tls = TLSClientSettings(authorities: authority.certificate)
    try await with(settings) { (link: RedisLink) async throws in
      #expect(try await ask(link, RedisCommand("PING")).text == "PONG")
    }
    settings.tls = TLSClientSettings()
    try await with(settings) { (link: RedisLink) async throws in
      #expect(await failure(link, RedisCommand("PING"))?.reason.contains("not of a trusted authority") == true)
    }
    settings.tls = nil
    try await with(settings) { (link: RedisLink) async throws in
      #expect(await failure(link, RedisCommand("PING")) != nil)
    }
  }

  @Test func `a killed server is an outage, and is found again when it is back`() async throws {
    let server = try RedisServer()
    try await with(try settings(server)) { (link: RedisLink) async throws in
      #expect(try await ask(link, RedisCommand("PING")).text == "PONG")
      server.stop()
      let failure = try #require(await failure(link, RedisCommand("PING")))
      #expect([.closed, .unavailable].contains(failure.code))
      // An outage that lasts is answered at once.
      try await Task.sleep(for: .seconds(1.2))
      let start = ContinuousClock.now
      #expect(await self.failure(link, RedisCommand("PING"))?.code == .unavailable)
      #expect(ContinuousClock.now - start < .milliseconds(500))
      try server.start()
      var isBack = false
      for _ in 0..<100 where !isBack {
        isBack = await self.failure(link, RedisCommand("PING")) == nil
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(isBack)
    }
  }

  @Test func `a server that hangs is given up after the read timeout`() async throws {
    let server = try RedisServer()
    var settings = try settings(server)
    settings.readTimeout = .milliseconds(300)
    try await with(settings) { (link: RedisLink) async throws in
      #expect(try await ask(link, RedisCommand("PING")).text == "PONG")
      server.hold()
      let failure = try #require(await failure(link, RedisCommand("PING")))
      #expect(failure.code == .timedOut || failure.code == .unavailable)
      server.goOn()
    }
  }

  @Test func `the sentinels say where the master is, also after a failover`() async throws {
    let master = try RedisServer()
    let replica = try RedisServer(["--replicaof", "127.0.0.1", "\(master.port)"])
    let sentinel = try RedisServer.sentinel(watching: master, as: "mymaster")
    let nobody = RedisEndpoint(host: "127.0.0.1", port: LoopbackPort.free())
    let sentinels = [nobody, try #require(RedisEndpoint(sentinel.address))]
    try await with(RedisSettings(.sentinels(sentinels, master: "mymaster", tls: nil))) {
      (link: RedisLink) async throws in
      #expect(try await ask(link, RedisCommand("SET", "k", "1")).text == "OK")
      // The sentinel must have heard of the replica, and the replica must have the value.
      try await Task.sleep(for: .seconds(3))
      master.stop()
      var value: String?
      for _ in 0..<150 where value == nil {
        value = (try? await ask(link, RedisCommand("SET", "l", "2"))) == nil ? nil : "2"
        try await Task.sleep(for: .milliseconds(100))
      }
      #expect(value == "2")
      #expect(try await ask(link, RedisCommand("CONFIG", "GET", "port")).elements?.last?.text == "\(replica.port)")
    }
    try await with(RedisSettings(.sentinels(sentinels, master: "other", tls: nil))) { (link: RedisLink) async throws in
      #expect(await failure(link, RedisCommand("PING"))?.reason.contains("knows no master") == true)
    }
  }

  @Test func `in a cluster the keys are followed to their server`() async throws {
    let nodes = try (0..<2).map { _ in
      try RedisServer(["--cluster-enabled", "yes", "--cluster-port", "\(LoopbackPort.free())"])
    }
    for (node, slots) in zip(nodes, [("0", "8191"), ("8192", "16383")]) {
      try await with(try settings(node)) { (link: RedisLink) async throws in
        _ = try await ask(link, RedisCommand("CLUSTER", "ADDSLOTSRANGE", slots.0, slots.1))
        let other = nodes[node === nodes[0] ? 1 : 0]
        let bus = try await with(try settings(other)) { (link: RedisLink) async throws in
          try await ask(link, RedisCommand("CONFIG", "GET", "cluster-port")).elements?.last?.text
        }
        _ = try await ask(link, RedisCommand("CLUSTER", "MEET", "127.0.0.1", "\(other.port)", try #require(bus)))
      }
    }
    let entry = try #require(RedisEndpoint(nodes[0].address))
    try await with(RedisSettings(.cluster(entry))) { (link: RedisLink) async throws in
      // Two tags that lie at different servers.
      for (key, port) in [("{foo}1", nodes[1].port), ("{bar}1", nodes[0].port)] {
        var isSet = false
        for _ in 0..<100 where !isSet {
          isSet = (try? await ask(link, RedisCommand("SET", key, "1"))) != nil
          try await Task.sleep(for: .milliseconds(100))
        }
        #expect(isSet)
        #expect(try await ask(link, RedisCommand("GET", key)).text == "1")
        #expect(try await ask(link, RedisCommand("CONFIG", "GET", "port")).elements?.last?.text == "\(port)")
      }
    }
  }
}
