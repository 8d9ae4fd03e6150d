import GatewayDocument
import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct ConfidentialClientTests {
  static let callback = "https://client.example/callback"
  static let perplexity = "https://www.perplexity.ai/rest/connections/oauth_callback"

  private func scene() throws -> Scene {
    try Scene {
      $0.clients.allowsConfidentialRegistration = true
      $0.clients.forcedConfidentialRedirectURIs = [Self.perplexity]
    }
  }

  private func register(
    _ scene: Scene, _ method: String, _ uri: String = callback
  ) async throws -> (id: String, secret: String) {
    let response = try await scene.register(
      ["redirect_uris": [.string(uri)], "token_endpoint_auth_method": .string(method), "client_name": "Web"])
    #expect(response.status == 201, "\(response.document)")
    #expect(response.document["client_secret_expires_at"] == 0)
    return (
      try #require(response.document["client_id"]?.stringValue),
      try #require(response.document["client_secret"]?.stringValue)
    )
  }

  enum Sent: String, CaseIterable { case basic, post, both, nothing, wrongBasic, wrongPost, prefix }

  private func redeem(
    _ scene: Scene, _ client: (id: String, secret: String), _ sent: Sent, uri: String = callback
  ) async throws -> HTTPResponse {
    let code = try await scene.code(client.id, ["redirect_uri": uri])
    var form = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", uri), ("code_verifier", Scene.verifier),
    ]
    var headers: HTTPHeaders = [:]
    func basic(_ secret: String) -> String {
      "Basic " + Base64.encode(Array((PercentEncoding.encode(client.id) + ":" + PercentEncoding.encode(secret)).utf8))
    }
    switch sent {
    case .basic: headers["Authorization"] = basic(client.secret)
    case .wrongBasic: headers["Authorization"] = basic(client.secret + "x")
    case .post: form += [("client_id", client.id), ("client_secret", client.secret)]
    case .wrongPost: form += [("client_id", client.id), ("client_secret", "x" + client.secret)]
    case .prefix: form += [("client_id", client.id), ("client_secret", String(client.secret.dropLast()))]
    case .both:
      headers["Authorization"] = basic(client.secret)
      form += [("client_secret", client.secret)]
    case .nothing: form.append(("client_id", client.id))
    }
    return try await scene.post(form, headers: headers)
  }

  @Test("2.4, AS-19: the registered method, and only that", arguments: ["client_secret_basic", "client_secret_post"])
  func pinned(method: String) async throws {
    let scene = try scene()
    let client = try await register(scene, method)
    #expect(client.secret.utf8.count == 43)
    let right = method == "client_secret_basic" ? Sent.basic : .post
    for sent in Sent.allCases where sent != right {
      let response = try await redeem(scene, client, sent)
      #expect(response.status == (sent == .both ? 400 : 401), "\(sent)")
      #expect(response.error == (sent == .both ? "invalid_request" : "invalid_client"), "\(sent)")
      #expect((response.headers["WWW-Authenticate"] != nil) == [.basic, .wrongBasic].contains(sent), "\(sent)")
    }
    let response = try await redeem(scene, client, right)
    #expect(response.status == 200, "\(response.document)")
    let refresh = try #require(response.document["refresh_token"]?.stringValue)
    #expect(try await scene.refresh(refresh, client.id).error == "invalid_client", "a refresh needs the secret too")
  }

  @Test("I-13: a client that is made confidential may send its secret either way", arguments: [Sent.basic, .post])
  func upgraded(sent: Sent) async throws {
    let scene = try scene()
    let client = try await register(scene, "none", Self.perplexity)
    #expect(try await redeem(scene, client, sent, uri: Self.perplexity).status == 200)
    #expect(try await redeem(scene, client, .nothing, uri: Self.perplexity).error == "invalid_client")
  }

  @Test("2.4: PKCE is asked of them as of everybody")
  func proofKey() async throws {
    let scene = try scene()
    let client = try await register(scene, "client_secret_post")
    let answer = try await scene.authorize(client.id, ["redirect_uri": Self.callback, "code_challenge": nil])
    #expect(answer.redirectParameters["error"] == "invalid_request")
  }

  @Test("2.4: the client_id holds the secret's digest, and nobody but the server can read even that")
  func sealedDigest() async throws {
    let scene = try scene()
    let client = try await register(scene, "client_secret_post")
    #expect(!client.id.contains(client.secret))
    let seals = Seals(keys: scene.server.sealing, issuer: Scene.issuer)
    let registration = try #require(seals.open(client.id, as: ClientRegistration.self))
    #expect(registration.secret?.digest == SHA256Digest(of: client.secret).bytes)
    #expect(!registration.sealedJSON.text().contains(client.secret))
    #expect(ClientRegistration(sealedJSON: registration.sealedJSON) == registration)
    // A digest that cannot be read makes no public client.
    var broken = registration.sealedJSON
    broken["d"] = "!"
    #expect(ClientRegistration(sealedJSON: broken) == nil)
    #expect(!scene.events.all.contains { "\($0)".contains(client.secret) })
  }

  @Test func `a public client that sends a secret is refused, whatever it is`() async throws {
    let scene = try scene()
    let id = try await scene.clientID(["redirect_uris": [.string(Self.callback)]])
    for sent in [Sent.basic, .post] {
      #expect(try await redeem(scene, (id, "x"), sent).error == "invalid_client")
    }
    #expect(try await redeem(scene, (id, ""), .basic).status == 200, "an empty secret is none")
  }

  @Test func `credentials that cannot be read, and two of them`() async throws {
    let scene = try scene()
    for value in ["Basic", "Basic !", "Basic " + Base64.encode(Array("no-colon".utf8)), "Bearer x", ""] {
      let answer = try await scene.post([("grant_type", "refresh_token")], headers: ["Authorization": value])
      #expect(answer.error == "invalid_client", "\(value)")
    }
    let client = try await register(scene, "client_secret_basic")
    let good = "Basic " + Base64.encode(Array((client.id + ":" + client.secret).utf8))
    var headers: HTTPHeaders = ["Authorization": good]
    headers.add("Authorization", good)
    #expect(try await scene.post([("grant_type", "refresh_token")], headers: headers).error == "invalid_client")
    let other = try await scene.post(
      [("grant_type", "refresh_token"), ("client_id", "other")], headers: ["Authorization": good])
    #expect(other.error == "invalid_request")
    let assertion = try await scene.post([
      ("grant_type", "refresh_token"), ("client_id", client.id), ("client_assertion", "x"),
    ])
    #expect(assertion.error == "invalid_client")
  }

  @Test("1.2, AS-03: the metadata names the methods there are")
  func metadata() async throws {
    let metadata = try await scene().send("GET", "/.well-known/oauth-authorization-server").document
    let secrets: JSONValue = ["client_secret_basic", "client_secret_post"]
    #expect(
      metadata["token_endpoint_auth_methods_supported"] == ["none", "client_secret_basic", "client_secret_post"])
    #expect(metadata["introspection_endpoint"] == .string(Scene.issuer + "/oauth/introspect"))
    #expect(metadata["introspection_endpoint_auth_methods_supported"] == secrets)
    let plain = try await Scene().send("GET", "/.well-known/oauth-authorization-server").document
    #expect(plain["token_endpoint_auth_methods_supported"] == ["none"])
    #expect(plain["introspection_endpoint"] == nil)
  }
}
