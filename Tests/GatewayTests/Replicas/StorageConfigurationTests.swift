import GatewayDocument
import JOSE
import TestDoubles
import Testing

@testable import Gateway

/// What documents say of the storage.
@Suite struct StorageConfigurationTests {
  private func configuration(_ team: Team, address: String, tlsKey: String? = nil) -> GatewayConfiguration {
    var redis = RedisConfiguration()
    redis.addresses = [address]
    if let tlsKey {
      redis.tls = RedisConfiguration.TLS()
      redis.tls?.authoritiesKey = tlsKey
    }
    var storage = StorageConfiguration()
    storage.kind = .redis
    storage.redis = redis
    var configuration = team.configuration
    configuration.authorizationServer?.storage = storage
    return configuration
  }

  private func status(_ gateway: GatewayFixture, _ token: String) async throws -> Int {
    try await gateway.post(GatewayFixture.initialize(), token: token).status
  }

  @Test func `what is revoked stays revoked when a document brings another storage`() async throws {
    let redis = [try RedisServer(), try RedisServer()]
    let team = Team("team")
    try await GatewayFixture.run(team.configuration, secrets: team.secrets) { gateway in
      let (token, other) = (try team.token("eve", groups: []), try team.token("dev", groups: []))
      #expect(try await status(gateway, token) == 200)
      let id = try #require(try JWT.unverifiedClaims(of: token)["jti"]?.stringValue)
      let storage = try #require(gateway.server.holder.current?.services.storage)
      try await storage.revoke(token: id, until: Team.now + 3600, now: Team.now)
      #expect(try await status(gateway, token) == 401)
      for server in redis {
        try await gateway.load(configuration(team, address: server.address), team.secrets)
        #expect(try await status(gateway, token) == 401)
        #expect(try await status(gateway, other) == 200)
        try await gateway.eventually("Redis is connected") {
          try await gateway.send("GET", "/status").json[path: "storage", "revocations"] == "current"
        }
      }
      // Redis knows it now as well.
      try await GatewayFixture.run(configuration(team, address: redis[1].address), secrets: team.secrets) { late in
        try await late.eventually("it is ready") { try await late.send("GET", "/readyz").status == 200 }
        #expect(try await status(late, token) == 401)
        #expect(try await status(late, other) == 200)
      }
    }
  }

  @Test func `a gateway that has just begun is not ready before it knows what was revoked`() async throws {
    let redis = try RedisServer()
    redis.stop()
    let team = Team("team")
    try await GatewayFixture.run(configuration(team, address: redis.address), secrets: team.secrets) { gateway in
      let answer = try await gateway.send("GET", "/readyz")
      #expect(answer.status == 503 && answer.json["reason"] == "storage_unreachable")
      #expect(try await gateway.send("GET", "/health").status == 200)
      try redis.start()
      try await gateway.eventually("it is ready") { try await gateway.send("GET", "/readyz").status == 200 }
      redis.stop()
      try await gateway.eventually("the outage is known") {
        try await gateway.send("GET", "/status").json[path: "storage", "connected"] == false
      }
      #expect(try await gateway.send("GET", "/readyz").status == 200)
    }
  }

  @Test func `a storage that cannot be used is refused, and the last good document stays`() async throws {
    let team = Team("team")
    try await GatewayFixture.run(team.configuration, secrets: team.secrets) { gateway in
      let good = try #require(gateway.server.holder.current?.hash)
      for (document, secrets, place) in [
        (configuration(team, address: "no address"), team.secrets, "authorizationServer.storage.redis.addresses[0]"),
        (configuration(team, address: "redis", tlsKey: "ca"), team.secrets, "secrets"),
        (
          configuration(team, address: "redis", tlsKey: "sealing-0"), team.secrets,
          "authorizationServer.storage.redis.tls.authoritiesKey"
        ),
      ] {
        gateway.source.send(document.text, secrets)
        try await gateway.eventually("\(place) is refused") {
          gateway.server.holder.report.refusal?.problems.contains { $0.path == place } == true
        }
        #expect(gateway.server.holder.current?.hash == good)
      }
    }
  }
}
