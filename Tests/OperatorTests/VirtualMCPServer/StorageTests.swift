import GatewayDocument
import JSON
import Kubernetes
import Testing

@testable import Operator

@Suite struct StorageTests {
  private static let secret = """
    apiVersion: v1
    kind: Secret
    metadata: {name: redis}
    stringData:
      user: toolhive-auth
      pass: s3cret
      ca: "-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----\\n"
      none: no certificate
    """

  private func world(_ storage: String, replicas: Int? = nil) throws -> World {
    var world = try World()
    for text in Manifests.all + [Manifests.deployment] where text != Manifests.virtualServer { try world.add(text) }
    try world.add(Self.secret)
    var server = Manifests.virtualServer.replacing(
      "    issuer: https://engineering-tools.example.com\n    upstream",
      with: "    issuer: https://engineering-tools.example.com\n    storage: \(storage)\n    upstream")
    if let replicas { server = server.replacing("spec:\n", with: "spec:\n  replicas: \(replicas)\n") }
    #expect(server.contains("storage: "))
    try world.add(server)
    return world
  }

  private static let credentials =
    "aclUserConfig: {usernameSecretRef: {name: redis, key: user}, passwordSecretRef: {name: redis, key: pass}}"

  @Test func `a Redis server is handed to the gateway with its credentials and authorities`() throws {
    let plan = try world(
      "{type: redis, redis: {addr: 'redis.data:6380', \(Self.credentials), readTimeout: 1500ms, "
        + "tls: {caCertSecretRef: {name: redis, key: ca}}}}", replicas: 3
    ).decide()
    let storage = try #require(try plan.configuration().authorizationServer?.storage)
    var redis = RedisConfiguration()
    redis.addresses = ["redis.data:6380"]
    redis.usernameKey = "storage-redis-username"
    redis.passwordKey = "storage-redis-password"
    redis.readTimeoutSeconds = 2
    redis.tls = RedisConfiguration.TLS()
    redis.tls?.authoritiesKey = "storage-redis-ca"
    #expect(storage.kind == .redis && storage.redis == redis)
    let secret = try #require(plan.object("Secret", "vmcp-engineering-tools-secrets"))
    for key in redis.neededSecrets { #expect(secret[path: "data", key] != nil, "\(key)") }
    #expect(plan.condition("StorageShared") == "True/SharedInRedis")
    #expect(plan.condition("ConfigurationSupported") == "True/ConfigurationSupported")
    let map = try #require(plan.object("ConfigMap", "vmcp-engineering-tools-config"))
    #expect(!map.json.text().contains("s3cret"))
  }

  @Test func `sentinels are handed over by their addresses or their Service`() throws {
    let service = try world(
      "{type: redis, redis: {sentinelConfig: {masterName: m, db: 2, sentinelService: {name: sentinel}}, "
        + "\(Self.credentials), sentinelTls: {insecureSkipVerify: true}}}"
    ).decide().configuration().authorizationServer?.storage?.redis
    #expect(service?.addresses == ["sentinel.team.svc.cluster.local:26379"])
    #expect(service?.masterName == "m" && service?.database == 2 && service?.sentinelTLS?.skipsVerification == true)
    let addresses = try world(
      "{type: redis, redis: {sentinelConfig: {masterName: m, sentinelAddrs: ['a:1', 'b:2']}, \(Self.credentials)}}"
    ).decide().configuration().authorizationServer?.storage?.redis
    #expect(addresses?.addresses == ["a:1", "b:2"] && addresses?.tls == nil)
  }

  @Test(arguments: [
    ("{type: redis}", "storage.redis"),
    ("{type: memory, redis: {addr: 'a:1', \(credentials)}}", "type: redis"),
    ("{type: redis, redis: {addr: 'a:1/2', \(credentials)}}", "is not a host and a port"),
    ("{type: redis, redis: {addr: 'a:1', \(credentials), dialTimeout: 5m}}", "up to 60 seconds"),
    ("{type: redis, redis: {sentinelConfig: {masterName: m}, \(credentials)}}", "exactly one of sentinelAddrs"),
    ("{type: redis, redis: {addr: 'a:1', \(credentials), sentinelTls: {}}}", "needs sentinelConfig"),
  ])
  func `a storage that cannot be is refused where it stands`(storage: String, message: String) throws {
    let plan = try world(storage).decide()
    #expect(plan.applied.isEmpty)
    let messages = plan.message("AuthServerConfigValidated") + plan.message("Valid")
    #expect(messages.contains(message), "\(messages)")
  }

  @Test(arguments: [
    ("passwordSecretRef: {name: gone, key: pass}", "", "SecretNotFound"),
    ("passwordSecretRef: {name: redis, key: gone}", "", "SecretKeyNotFound"),
    (
      "passwordSecretRef: {name: redis, key: pass}", ", tls: {caCertSecretRef: {name: redis, key: none}}",
      "SecretInvalid"
    ),
  ])
  func `a secret that is not there is said`(credentials: String, rest: String, reason: String) throws {
    let plan = try world("{type: redis, redis: {addr: 'a:1', aclUserConfig: {\(credentials)}\(rest)}}").decide()
    #expect(plan.condition("AuthConfigured") == "False/\(reason)")
    #expect(plan.applied.isEmpty && !plan.message("AuthConfigured").contains("s3cret"))
  }

  @Test func `several replicas without shared storage are told what that means`() throws {
    let plan = try world("{type: memory}", replicas: 3).decide()
    #expect(plan.condition("StorageShared") == "False/KeptPerReplica")
    #expect(plan.message("StorageShared").contains("spec.authServerConfig.storage"))
    #expect(!plan.applied.isEmpty)
    #expect(try world("{type: memory}").decide().condition("StorageShared") == nil)
  }

  @Test func `a gateway that cannot reach Redis says so`() throws {
    var world = try world("{type: redis, redis: {addr: 'a:1', \(Self.credentials)}}")
    for (connected, revocations, condition) in [
      ("true", "current", "True/SharedInRedis"), ("false", "as of the outage", "False/RedisUnreachable"),
      ("true", "unknown", "False/RedisUnreachable"),
    ] {
      let plan = try world.decide { target in
        let report =
          #"{"backends":[],"configuration":{"hash":"\#(target.documentHash ?? "")"},"#
          + #""storage":{"connected":\#(connected),"revocations":"\#(revocations)"}}"#
        return GatewayReport(reading: Array(report.utf8)).map(ProbeAnswer.gateway)
          ?? .failure(ProbeFailure(.notMCP, "not a report"))
      }
      #expect(plan.condition("StorageShared") == condition)
    }
  }
}
