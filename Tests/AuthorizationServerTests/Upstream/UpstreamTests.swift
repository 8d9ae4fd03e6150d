import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct UpstreamTests {
  private func departure(_ scene: Scene) async throws -> HTTPResponse {
    try await scene.authorize(try await scene.clientID())
  }

  @Test("RFC 6749 2.3.1: the secret goes into the Authorization field, both parts encoded")
  func basic() async throws {
    let scene = try Scene()
    _ = try await scene.logIn(try await scene.clientID())
    let request = try #require(scene.provider.requests(to: "/v1/token").first)
    #expect(request.headers["Authorization"] == "Basic " + Base64.encode(Array("gateway:s3cret%20%26%20more".utf8)))
    #expect(!String(decoding: request.body, as: UTF8.self).contains("client_secret"))
  }

  @Test func `the secret goes into the body where the provider takes it only there`() async throws {
    let scene = try Scene()
    scene.provider.change { $0.discovery["token_endpoint_auth_methods_supported"] = ["client_secret_post"] }
    _ = try await scene.logIn(try await scene.clientID())
    let request = try #require(scene.provider.requests(to: "/v1/token").first)
    let form = try #require(FormParameters(reading: String(decoding: request.body, as: UTF8.self)))
    #expect(request.headers["Authorization"] == nil)
    #expect(form["client_id"] == ScriptedProvider.clientID)
    #expect(form["client_secret"] == ScriptedProvider.secret)
  }

  @Test func `a public client sends its identifier alone`() async throws {
    let scene = try Scene { $0.upstreams[0].clientSecretKey = nil }
    _ = try await scene.logIn(try await scene.clientID())
    let request = try #require(scene.provider.requests(to: "/v1/token").first)
    let form = try #require(FormParameters(reading: String(decoding: request.body, as: UTF8.self)))
    #expect(request.headers["Authorization"] == nil)
    #expect(form["client_id"] == ScriptedProvider.clientID)
    #expect(form["client_secret"] == nil)
    #expect(form["resource"] == nil)
  }

  @Test("RS256 and ES256 signatures of the provider are checked", arguments: [KeyType.rsa, .ellipticCurve(.p256)])
  func algorithms(type: KeyType) async throws {
    let scene = try Scene()
    scene.provider.change { $0.key = PrivateKey.generate(type) }
    #expect(try await scene.logIn(try await scene.clientID()).redirectParameters["code"] != nil)
  }

  @Test func `discovery and keys are fetched once for many logins`() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    for _ in 0..<3 { _ = try await scene.logIn(client) }
    #expect(scene.provider.requests(to: "/.well-known/openid-configuration").count == 1)
    #expect(scene.provider.requests(to: "/v1/keys").count == 1)
    scene.clock.advance(3601)
    _ = try await scene.logIn(client)
    #expect(scene.provider.requests(to: "/.well-known/openid-configuration").count == 2)
  }

  @Test func `concurrent first logins share one discovery`() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let server = scene.server
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask { _ = await server.respond(to: HTTPRequest(method: "GET", target: Scene.target(client))) }
      }
    }
    #expect(scene.provider.requests.count == 1)
  }

  @Test("DIV-34: a key unknown so far makes the keys be fetched again, every 30 seconds at most")
  func keyRotation() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    _ = try await scene.logIn(client)
    scene.clock.advance(31)
    scene.provider.change { $0.key = PrivateKey.generate() }
    #expect(try await scene.logIn(client).redirectParameters["code"] != nil)
    #expect(scene.provider.requests(to: "/v1/keys").count == 2)
    scene.provider.change { $0.key = PrivateKey.generate() }
    scene.clock.advance(10)
    #expect(try await scene.logIn(client).redirectParameters["error"] == "server_error")
    #expect(scene.provider.requests(to: "/v1/keys").count == 2)
    scene.clock.advance(21)
    #expect(try await scene.logIn(client).redirectParameters["code"] != nil)
  }

  @Test(
    "a key that took the place of another under its identifier, or without one, is fetched within 30 seconds",
    arguments: [
      (KeyType.ellipticCurve(.p256), true), (.ellipticCurve(.p256), false), (.rsa, true), (.rsa, false),
    ])
  func replacedKey(old: KeyType, hasKeyID: Bool) async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let (before, after) = (PrivateKey.generate(old), PrivateKey.generate(.ellipticCurve(.p256)))
    let keyID = hasKeyID ? after.keyID : nil
    scene.provider.change {
      $0.hasKeyID = hasKeyID
      $0.publishedSet = JWKSet([JWK(keyID: keyID, algorithm: before.algorithm, key: before.publicKey)])
    }
    #expect(await scene.server.providerProblem() == nil)
    scene.provider.change {
      $0.key = after
      $0.publishedSet = JWKSet([JWK(keyID: keyID, algorithm: after.algorithm, key: after.publicKey)])
    }
    #expect(try await scene.logIn(client).redirectParameters["error"] == "server_error")
    #expect(scene.provider.requests(to: "/v1/keys").count == 1)
    scene.clock.advance(31)
    #expect(try await scene.logIn(client).redirectParameters["code"] != nil)
    #expect(scene.provider.requests(to: "/v1/keys").count == 2)
  }

  static let badDiscovery: [(String, @Sendable (inout ScriptedProvider.Script) -> Void)] = [
    ("another issuer", { $0.discovery["issuer"] = "https://other.example" }),
    ("an issuer with a slash", { $0.discovery["issuer"] = "https://idp.example/" }),
    ("no token endpoint", { $0.discovery["token_endpoint"] = nil }),
    ("a plain http endpoint", { $0.discovery["authorization_endpoint"] = "http://idp.example/v1/authorize" }),
    ("an endpoint that is no URL", { $0.discovery["authorization_endpoint"] = "javascript:alert(1)" }),
    ("an outage", { $0.isDown = true }),
  ]

  @Test("a provider that cannot be trusted or reached is told to the client as server_error", arguments: badDiscovery)
  func discovery(name: String, change: @Sendable (inout ScriptedProvider.Script) -> Void) async throws {
    let scene = try Scene()
    scene.provider.change(change)
    let response = try await departure(scene)
    #expect(response.status == 302 || response.status == 303)
    #expect(response.redirectTarget == Scene.listening)
    #expect(response.redirectParameters["error"] == "server_error")
    #expect(response.redirectParameters["state"] == "client-state-1")
    #expect(scene.events.last(.authorize)?.outcome == .failure)
    #expect(scene.events.last(.authorize)?.reason?.contains("okta") == true)
  }

  @Test func `a provider that was down is tried again after two seconds`() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    scene.provider.change { $0.isDown = true }
    _ = try await scene.authorize(client)
    scene.provider.change { $0.isDown = false }
    #expect(try await scene.authorize(client).redirectParameters["error"] == "server_error")
    scene.clock.advance(2)
    #expect(try await scene.authorize(client).redirectTarget == "https://idp.example/v1/authorize")
  }

  @Test func `what is known of a provider serves on while it is down`() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    _ = try await scene.logIn(client)
    scene.provider.change { $0.isDown = true }
    scene.clock.advance(4000)
    #expect(try await scene.authorize(client).redirectTarget == "https://idp.example/v1/authorize")
  }

  @Test func `the provider's state can be asked for before anybody logs in`() async throws {
    let scene = try Scene()
    scene.provider.change { $0.isDown = true }
    #expect(await scene.server.providerProblem()?.contains("connection refused") == true)
    scene.provider.change { $0.isDown = false }
    scene.clock.advance(2)
    #expect(await scene.server.providerProblem() == nil)
    #expect(scene.provider.requests(to: "/v1/keys").count == 1)
  }

  @Test func `requests say whether insecure places may be reached`() async throws {
    let strict = try Scene()
    _ = try await departure(strict)
    #expect(strict.provider.requests.allSatisfy { !$0.limits.allowsInsecure })
    let loose = try Scene { $0.upstreams[0].allowsInsecure = true }
    loose.provider.change { $0.discovery["authorization_endpoint"] = "http://idp.example/v1/authorize" }
    #expect(try await departure(loose).redirectTarget == "http://idp.example/v1/authorize")
    #expect(loose.provider.requests.allSatisfy { $0.limits.allowsInsecure })
  }

  @Test func `base64 is read and written`() {
    for text in ["", "f", "fo", "foo", "\u{3FF}\u{3FF}\u{FFFF}"] {
      #expect(Base64.decode(Base64.encode(Array(text.utf8))) == Array(text.utf8))
    }
    #expect(Base64.encode(Array("fo".utf8)) == "Zm8=")
    #expect(Base64.decode("Zm8") == Array("fo".utf8))
    #expect(Base64.decode("Z-8=") == nil)
    #expect(Base64.decode("Zm8===") == nil)
  }
}
