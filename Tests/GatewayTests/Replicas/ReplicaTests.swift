import GatewayDocument
import HTTP
import HTTPEdge
import JSON
import Logging
import TestDoubles
import TestSupport
import Testing

@testable import Gateway

/// Three gateways behind a balancer without affinity, a provider and Redis, over real sockets.
@Suite struct ReplicaTests {
  private struct Place {
    let set: ReplicaSet
    let redis: RedisServer

    func client() throws -> ScriptedMCPClient { try ScriptedMCPClient(serverText: set.origin, http: set.http) }

    func loggedIn() async throws -> ScriptedMCPClient {
      let client = try client()
      try await client.login(user: "dev@example.com", password: "pw")
      return client
    }

    /// What each replica says to a token request, one after the other.
    func token(_ body: String) async throws -> [GatewayFixture.Answer] {
      var answers: [GatewayFixture.Answer] = []
      for replica in set.replicas {
        answers.append(
          try await set.send(
            "POST", "/oauth/token", headers: ["Content-Type": "application/x-www-form-urlencoded"], body: body,
            to: replica))
      }
      return answers
    }

    func statuses(_ token: String) async throws -> [Int] {
      var statuses: [Int] = []
      for replica in set.replicas {
        let headers: HTTPHeaders = [
          "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
          "Authorization": "Bearer " + token,
        ]
        statuses.append(
          try await set.send("POST", "/mcp", headers: headers, body: GatewayFixture.initialize(), to: replica).status)
      }
      return statuses
    }

    /// Waits until every replica refuses a token, for a second at most.
    func isRefused(_ token: String) async throws -> Bool {
      let end = ContinuousClock.now + .seconds(1)
      while try await statuses(token) != [401, 401, 401] {
        guard ContinuousClock.now < end else { return false }
        try await Task.sleep(for: .milliseconds(20))
      }
      return true
    }

    static func refresh(_ tokens: ClientTokens, _ refreshToken: String?) -> String {
      FormParameters([
        ("grant_type", "refresh_token"), ("refresh_token", refreshToken ?? ""), ("client_id", tokens.clientID),
      ]).encoded
    }
  }

  private func run(_ body: (Place) async throws -> Void) async throws {
    let redis = try RedisServer(["--requirepass", "redis-password"])
    let set = ReplicaSet()
    let backend = FakeBackend("kubernetes", tools: ["get_pods"])
    try await backend.start()
    var provider: HTTPServer?
    do {
      try await set.start()
      let fake = FakeIdentityProvider(
        IdentityProviderConfiguration(
          flavor: .okta,
          users: [IdentityProviderUser(login: "dev@example.com", password: "pw", groups: ["mcp-developers"])],
          clients: [
            IdentityProviderClient(
              id: "app", secret: "secret", redirectURIs: [set.origin + "/oauth/callback"], assignedGroups: [])
          ]))
      let server = try await fake.serve(logger: Logger(label: "provider") { _ in SwiftLogNoOpLogHandler() })
      provider = server
      var team = Team("engineering-tools")
      team.issuer = set.origin
      var configuration = team.configuration
      configuration.backends = [GatewayFixture.backend(backend)]
      configuration.authorizationServer?.upstreams[0].issuer = fake.issuer(port: server.port)
      configuration.authorizationServer?.upstreams[0].clientID = "app"
      configuration.authorizationServer?.upstreams[0].clientSecretKey = "upstream-secret"
      configuration.authorizationServer?.upstreams[0].scopes = [
        "openid", "profile", "email", "offline_access", "groups",
      ]
      configuration.authorizationServer?.upstreams[0].allowsInsecure = true
      var shared = RedisConfiguration()
      shared.addresses = [redis.address]
      shared.passwordKey = "redis"
      shared.readTimeoutSeconds = 1
      var storage = StorageConfiguration()
      storage.kind = .redis
      storage.redis = shared
      configuration.authorizationServer?.storage = storage
      let secrets = GatewaySecrets([
        "signing-0.pem": SecretValue(Array(team.key.pem.utf8)), "sealing-0": SecretValue(team.sealing),
        "upstream-secret": SecretValue(Array("secret".utf8)), "redis": SecretValue(Array("redis-password\n".utf8)),
      ])
      try await set.launch(3, configuration, secrets)
      try await body(Place(set: set, redis: redis))
    } catch {
      await set.stop()
      await provider?.shutdown(within: .zero)
      await backend.stop()
      throw error
    }
    await set.stop()
    await provider?.shutdown(within: .zero)
    await backend.stop()
  }

  @Test func `a login that is begun at one replica goes on at the others, and so do sessions and refreshes`()
    async throws
  {
    try await run { place in
      let client = try await place.loggedIn()
      #expect(try await client.initialize().status == 200)
      for _ in 0..<4 {
        #expect(try await client.callTool("kubernetes_get_pods").status == 200)
        try await client.refresh()
      }
    }
  }

  @Test func `a code that is used twice is noticed by the other replicas, and its tokens end everywhere`() async throws
  {
    try await run { place in
      let client = try await place.loggedIn()
      let tokens = try #require(await client.tokens)
      #expect(try await place.statuses(tokens.accessToken) == [200, 200, 200])
      let request = try #require(await client.steps.last { $0.title == "token" }?.requestBody)
      for answer in try await place.token(request) {
        #expect(answer.status == 400 && answer.json["error"] == "invalid_grant")
      }
      #expect(try await place.isRefused(tokens.accessToken))
      for answer in try await place.token(Place.refresh(tokens, tokens.refreshToken)) {
        #expect(answer.json["error"] == "invalid_grant")
      }
    }
  }

  @Test func `a refresh token that is used again is noticed by the other replicas, and its family ends everywhere`()
    async throws
  {
    try await run { place in
      let client = try await place.loggedIn()
      let first = try #require(await client.tokens)
      try await client.refresh()
      let last = try await client.refresh()
      let stolen = try await place.token(Place.refresh(first, first.refreshToken))
      #expect(stolen.allSatisfy { $0.status == 400 && $0.json["error"] == "invalid_grant" })
      #expect(try await place.isRefused(last.accessToken))
      #expect(
        try await place.token(Place.refresh(last, last.refreshToken)).allSatisfy { $0.json["error"] == "invalid_grant" }
      )
      // Others go on.
      #expect(try await place.loggedIn().initialize().status == 200)
    }
  }

  @Test("RFC 7009: what a client revokes at one replica is refused by all within a second") func revocation()
    async throws
  {
    try await run { place in
      let tokens = try #require(await place.loggedIn().tokens)
      #expect(try await place.statuses(tokens.accessToken) == [200, 200, 200])
      let form = FormParameters([("token", tokens.refreshToken ?? ""), ("client_id", tokens.clientID)]).encoded
      let answer = try await place.set.send(
        "POST", "/oauth/revoke", headers: ["Content-Type": "application/x-www-form-urlencoded"], body: form,
        to: place.set.replicas[1])
      #expect(answer.status == 200)
      #expect(try await place.isRefused(tokens.accessToken))
    }
  }

  @Test func `no login is lost while all replicas are replaced`() async throws {
    try await run { place in
      let before = try await place.loggedIn()
      let (revoked, stays) = (try #require(await place.loggedIn().tokens), try #require(await before.tokens))
      _ = try await place.set.send(
        "POST", "/oauth/revoke", headers: ["Content-Type": "application/x-www-form-urlencoded"],
        body: FormParameters([("token", revoked.refreshToken ?? ""), ("client_id", revoked.clientID)]).encoded,
        to: place.set.replicas[0])
      let set = place.set
      async let rollout: Void = set.roll()
      for _ in 0..<6 {
        let client = try await place.loggedIn()
        #expect(try await client.initialize().status == 200)
        try await client.refresh()
      }
      try await rollout
      #expect(try await before.initialize().status == 200)
      try await before.refresh()
      #expect(try await place.statuses(stays.accessToken) == [200, 200, 200])
      // The new replicas were not given requests before they knew what had been revoked.
      #expect(try await place.statuses(revoked.accessToken) == [401, 401, 401])
    }
  }

  @Test func `without Redis tokens are verified and nothing is granted, and nobody's tokens are called wrong`()
    async throws
  {
    try await run { place in
      let client = try await place.loggedIn()
      let tokens = try #require(await client.tokens)
      #expect(try await client.initialize().status == 200)
      place.redis.stop()
      for answer in try await place.token(Place.refresh(tokens, tokens.refreshToken)) {
        #expect(answer.status == 503 && answer.headers["Retry-After"] != nil)
        #expect(answer.json["error"] == "temporarily_unavailable")
      }
      let revoke = FormParameters([("token", tokens.accessToken), ("client_id", tokens.clientID)]).encoded
      let revocation = try await place.set.send(
        "POST", "/oauth/revoke", headers: ["Content-Type": "application/x-www-form-urlencoded"], body: revoke,
        to: place.set.replicas[0])
      #expect(revocation.status == 503)
      #expect(try await place.statuses(tokens.accessToken) == [200, 200, 200])
      #expect(try await client.callTool("kubernetes_get_pods").status == 200)
      for replica in place.set.replicas {
        #expect(try await place.set.send("GET", "/readyz", to: replica).status == 200)
        let status = try await place.set.send("GET", "/status", to: replica).json["storage"]
        #expect(status?["connected"] == false && status?["revocations"] == "as of the outage")
        #expect(status?.text().contains("redis-password") == false)
      }
      try place.redis.start()
      var isBack = false
      for _ in 0..<100 where !isBack {
        isBack = (try? await client.refresh()) != nil
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(isBack)
    }
  }
}
