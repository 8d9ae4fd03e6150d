import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

/// The providers' tokens that are kept for backends (4.5, 4.6).
@Suite struct UpstreamTokenTests {
  private func scene() throws -> Scene { try Scene { $0.storesUpstreamTokens = true } }

  private func start(_ scene: Scene) async throws -> (client: String, refresh: String, family: String) {
    let client = try await scene.clientID()
    let tokens = try await scene.tokens(client)
    let access = try #require(tokens["access_token"]?.stringValue)
    let verified = try scene.verifier(Scene.audience).verify(access, now: Int(scene.clock.now))
    return (client, try #require(tokens["refresh_token"]?.stringValue), try #require(verified.family))
  }

  private func code(_ scene: Scene, _ family: String, _ provider: String = "okta") async -> UpstreamTokenError.Code? {
    do throws(UpstreamTokenError) {
      _ = try await scene.server.upstreamTokens(family: family, provider: provider)
      return nil
    } catch {
      return error.code
    }
  }

  private func key(_ family: String) -> String { UpstreamSession.key(family, "okta") }

  @Test func `nothing is kept unless the configuration says so`() async throws {
    let scene = try Scene()
    let (_, _, family) = try await start(scene)
    #expect(await code(scene, family) == .notConfigured)
    #expect(try await scene.storage.read(key(family), now: Int(scene.clock.now)) == nil)
  }

  @Test("4.5: a login's tokens, sealed in the storage, at every replica")
  func tokens() async throws {
    let scene = try scene()
    let (_, _, family) = try await start(scene)
    let tokens = try await scene.replica().upstreamTokens(family: family, provider: "okta")
    #expect(UpstreamTokens.claims(of: tokens.accessToken)?["sub"] == "ada@example.com")
    #expect(tokens.idToken.flatMap(UpstreamTokens.claims)?["sub"] == "00u1ada")
    #expect(tokens.expiresAt == Int(scene.clock.now) + 3600)
    #expect(scene.provider.requests("refresh_token").isEmpty)
    let row = try #require(try await scene.storage.read(key(family), now: Int(scene.clock.now)))
    #expect(!String(decoding: row, as: UTF8.self).contains("eyJ"))
    #expect(!"\(tokens)".contains("eyJ"))
    #expect(await code(scene, "unknown") == .unknown)
    #expect(await code(scene, family, "entra") == .notConfigured)
  }

  @Test("4.6: expired tokens are renewed once for all who ask at once, at one replica and at two", arguments: [1, 2])
  func singleFlight(replicas: Int) async throws {
    let scene = try scene()
    let (_, _, family) = try await start(scene)
    let servers = try [scene.server] + (1..<replicas).map { _ in try scene.replica() }
    for round in 1...2 {
      scene.clock.advance(3600)
      let expiries = await withTaskGroup(of: Int??.self) { group in
        for index in 0..<20 {
          group.addTask {
            (try? await servers[index % replicas].upstreamTokens(family: family, provider: "okta"))?.expiresAt
          }
        }
        return await group.reduce(into: Set<Int?>()) { $0.insert($1 ?? nil) }
      }
      #expect(expiries == [Int(scene.clock.now) + 3600])
      #expect(scene.provider.requests("refresh_token").count == round)
      #expect(scene.provider.requests("refresh_token").last?["refresh_token"] == "idp-refresh-0.\(round)")
    }
  }

  @Test("4.6: a refresh of the client and a renewal for a backend share the provider's rotating token")
  func shared() async throws {
    let scene = try scene()
    let (client, first, family) = try await start(scene)
    scene.clock.advance(3600)
    #expect(await code(scene, family) == nil)
    let second = try await scene.refresh(first, client)
    #expect(second.status == 200)
    #expect(scene.events.last(.refresh)?.check == .confirmed)
    scene.clock.advance(3600)
    #expect(await code(scene, family) == nil)
    #expect(
      scene.provider.requests("refresh_token").map { $0["refresh_token"] }.suffix(3) == [
        "idp-refresh-0.1", "idp-refresh-0.2", "idp-refresh-0.3",
      ])
  }

  @Test("4.6: a provider that is down costs nothing that was kept")
  func outage() async throws {
    let scene = try scene()
    let (_, _, family) = try await start(scene)
    scene.clock.advance(3600)
    scene.provider.change { $0.isDown = true }
    #expect(await code(scene, family) == .unreachable)
    scene.provider.change { $0.isDown = false }
    #expect(await code(scene, family) == nil)
  }

  @Test("4.6: a provider that refuses ends the login, and says so in an event")
  func refusal() async throws {
    let scene = try scene()
    let (client, refresh, family) = try await start(scene)
    scene.clock.advance(3600)
    scene.provider.change { $0.refreshRefusal = (400, ["error": "invalid_grant"]) }
    #expect(await code(scene, family) == .refused)
    #expect(scene.events.last(.refresh)?.reason?.contains("invalid_grant") == true)
    #expect(scene.storage.knowsRevoked(family: family, token: nil, now: Int(scene.clock.now)))
    #expect(try await scene.refresh(refresh, client).error == "invalid_grant")
    #expect(await code(scene, family) == .refused)
  }

  @Test("4.6: a renewed token that cannot be kept is not handed out, and the spent one is not tried again")
  func unkept() async throws {
    let scene = try scene()
    let (_, _, family) = try await start(scene)
    scene.clock.advance(3600)
    scene.storage.refuseReplacing("upstream:")
    #expect(await code(scene, family) == .storage)
    scene.storage.refuseReplacing(nil)
    #expect(await code(scene, family) == .unknown)
    #expect(scene.provider.requests("refresh_token").count == 1)
  }

  @Test("4.6: where only the access token changed, it is handed out though it could not be kept")
  func unkeptAccessToken() async throws {
    let scene = try scene()
    scene.provider.setRotating(false)
    let (_, _, family) = try await start(scene)
    scene.clock.advance(3600)
    scene.storage.refuseReplacing("upstream:")
    #expect(await code(scene, family) == nil)
    scene.storage.refuseReplacing(nil)
    #expect(await code(scene, family) == nil)
  }

  @Test("4.6: tokens without a refresh token run out")
  func noRefreshToken() async throws {
    let scene = try scene()
    scene.provider.change { $0.tokenResponse = ["refresh_token": .null] }
    let (_, _, family) = try await start(scene)
    #expect(await code(scene, family) == nil)
    scene.clock.advance(3600)
    #expect(await code(scene, family) == .expired)
  }

  @Test("4.6: a renewal outlives the request that asked for it")
  func cancellation() async throws {
    let scene = try scene()
    let (_, _, family) = try await start(scene)
    scene.clock.advance(3600)
    let server = scene.server
    let task = Task { _ = try? await server.upstreamTokens(family: family, provider: "okta") }
    task.cancel()
    await task.value
    #expect(await code(scene, family) == nil)
    #expect(scene.provider.requests("refresh_token").count == 1)
  }

  @Test("4.6: a row is worth nothing under another login's key, nor for another person, client or provider")
  func bindings() async throws {
    let scene = try scene()
    let (client, refresh, family) = try await start(scene)
    let now = Int(scene.clock.now)
    let row = try #require(try await scene.storage.read(key(family), now: now))
    try await scene.storage.put(row, under: key("other"), until: now + 3600, now: now)
    #expect(await code(scene, "other") == .unknown)
    let store = UpstreamSessionStore(seals: scene.server.context.seals, storage: scene.storage) {
      [clock = scene.clock] in
      clock.now
    }
    var session = try #require(try await store.row(family, "okta")).session
    session.subject = "somebody else"
    try await store.put(session)
    #expect(try await scene.refresh(refresh, client).error == "invalid_grant")
    session.binding = "changed"
    session.family = "third"
    try await store.put(session)
    #expect(await code(scene, "third") == .binding)
  }

  @Test func `what a storage in memory forgot comes back with the client's next refresh`() async throws {
    let scene = try scene()
    let (client, refresh, family) = try await start(scene)
    scene.server = try scene.replica(storage: MemoryStorage())
    #expect(await code(scene, family) == .unknown)
    #expect(try await scene.refresh(refresh, client).status == 200)
    #expect(await code(scene, family) == nil)
  }

  @Test func `a login that a client revokes, or whose refresh token is reused, leaves nothing behind`() async throws {
    let scene = try scene()
    let (client, refresh, family) = try await start(scene)
    let form = FormParameters([("token", refresh), ("client_id", client)])
    _ = try await scene.send(
      "POST", "/oauth/revoke", headers: ["Content-Type": "application/x-www-form-urlencoded"],
      body: Array(form.encoded.utf8))
    #expect(try await scene.storage.read(key(family), now: Int(scene.clock.now)) == nil)
    #expect(await code(scene, family) == .refused)
    let (other, first, second) = try await start(scene)
    _ = try await scene.refresh(first, other)
    scene.clock.advance(31)
    #expect(try await scene.refresh(first, other).error == "invalid_grant")
    #expect(try await scene.storage.read(key(second), now: Int(scene.clock.now)) == nil)
  }
}
