import GatewayDocument
import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct TokenExchangeTests {
  static let grant = "urn:ietf:params:oauth:grant-type:token-exchange"
  static let accessToken = "urn:ietf:params:oauth:token-type:access_token"

  private func exchange(
    _ scene: Scene, _ subject: String, _ changes: [String: String?] = [:], more: [(String, String)] = []
  ) async throws -> HTTPResponse {
    var form: [String: String?] = [
      "grant_type": Self.grant, "client_id": ConfiguredClientTests.id, "client_secret": ConfiguredClientTests.secret,
      "subject_token": subject, "subject_token_type": Self.accessToken,
    ]
    for (name, value) in changes { form[name] = value }
    return try await scene.post(
      form.sorted { $0.key < $1.key }.compactMap { key, value in value.map { (key, $0) } } + more)
  }

  private func access(_ response: HTTPResponse) throws -> String {
    try #require(response.document["access_token"]?.stringValue, "\(response.document)")
  }

  /// A person's own access token.
  private func person(_ scene: Scene) async throws -> (access: String, refresh: String, client: String) {
    let client = try await scene.clientID()
    let tokens = try await scene.tokens(client, ["scope": "openid profile offline_access"])
    return (
      try #require(tokens["access_token"]?.stringValue), try #require(tokens["refresh_token"]?.stringValue), client
    )
  }

  @Test("6.1, DIV-15: the client acts for the person, may do no more than they, and for no longer")
  func ownToken() async throws {
    let scene = try Scene.delegating()
    let subject = try await person(scene).access
    scene.clock.advance(60)
    let now = Int(scene.clock.now)
    let response = try await exchange(scene, subject)
    #expect(response.status == 200, "\(response.document)")
    #expect(response.document["issued_token_type"] == .string(Self.accessToken))
    #expect(response.document["refresh_token"] == nil)
    #expect(response.document["expires_in"] == 900)
    #expect(response.document["scope"] == "openid profile", "offline_access is not the client's")
    let verifier = scene.verifier(Scene.audience)
    let (original, issued) = (try verifier.verify(subject, now: now), try verifier.verify(access(response), now: now))
    #expect(issued.subject == original.subject)
    #expect(issued.user == "ada@example.com")
    #expect(issued.clientID == ConfiguredClientTests.id)
    #expect(issued.claims["act"] == ["iss": .string(Scene.issuer), "sub": .string(ConfiguredClientTests.id)])
    #expect(issued.upstream == original.upstream, "policies see the person's groups, forbids included")
    #expect(issued.isDelegated && !issued.isWithoutLogin && !original.isDelegated)
    #expect(issued.family == original.family && original.login == original.family)
    #expect(issued.login == nil, "the person's tokens at the identity provider are not for it")
    #expect(issued.id != original.id)
    let event = try #require(scene.events.last(.exchange))
    #expect(event.outcome == .success && event.user == "ada@example.com" && event.clientName == "reporting agent")
    #expect(event.endpoint == "/oauth/token")
    scene.clock.advance(3500)
    let late = try await exchange(scene, subject)
    #expect(late.document["expires_in"] == 40)
  }

  @Test("what was exchanged ends with the grant that it stands on", arguments: ["revoked", "exchanged"])
  func revocation(when: String) async throws {
    let scene = try Scene.delegating()
    let person = try await person(scene)
    let issued = try access(try await exchange(scene, person.access))
    let body = FormParameters([("token", person.refresh), ("client_id", person.client)]).encoded
    _ = try await scene.send(
      "POST", "/oauth/revoke", headers: ["Content-Type": "application/x-www-form-urlencoded"], body: Array(body.utf8))
    if when == "exchanged" {
      #expect(try await exchange(scene, person.access).error == "invalid_request")
    } else {
      let token = try scene.verifier(Scene.audience).verify(issued, now: Int(scene.clock.now))
      #expect(scene.storage.knowsRevoked(family: token.family, token: token.id, now: Int(scene.clock.now)))
    }
  }

  @Test("RFC 8693 4.1: actors form a chain, of ten at most")
  func chain() async throws {
    let scene = try Scene.delegating()
    var subject = try await person(scene).access
    for depth in 1...10 {
      subject = try access(try await exchange(scene, subject))
      let claims = try JWT.unverifiedClaims(of: subject)
      var (link, count) = (claims["act"], 0)
      while let next = link {
        count += 1
        link = next["act"]
      }
      #expect(count == depth)
    }
    let eleventh = try await exchange(scene, subject)
    #expect(eleventh.error == "invalid_request")
    #expect(eleventh.errorDescription.contains("longer than 10"))
  }

  @Test(
    "6.1: what is missing or not offered",
    arguments: [
      (["subject_token": nil], "invalid_request"), (["subject_token": ""], "invalid_request"),
      (["subject_token_type": nil], "invalid_request"),
      (["subject_token_type": "urn:ietf:params:oauth:token-type:id_token"], "invalid_request"),
      (["subject_token_type": "urn:ietf:params:oauth:token-type:refresh_token"], "invalid_request"),
      (["requested_token_type": "urn:ietf:params:oauth:token-type:refresh_token"], "invalid_request"),
      (["requested_token_type": accessToken], nil), (["actor_token": "x"], "invalid_request"),
      (["actor_token_type": accessToken], "invalid_request"),
      (["actor_token": "x", "actor_token_type": accessToken], "invalid_request"),
      (["scope": "email"], "invalid_scope"), (["scope": "offline_access"], "invalid_scope"),
      (["scope": "openid"], nil), (["scope": "a\"b"], "invalid_scope"),
      (["audience": "https://elsewhere.example"], "invalid_target"), (["audience": "elsewhere"], "invalid_target"),
      (["resource": Scene.audience + "/"], nil), (["audience": Scene.audience], nil),
      (["client_secret": "wrong"], "invalid_client"), (["client_secret": nil], "invalid_client"),
    ] as [([String: String?], String?)])
  func parameters(changes: [String: String?], error: String?) async throws {
    let scene = try Scene.delegating()
    let response = try await exchange(scene, try await person(scene).access, changes)
    #expect(response.error == error, "\(response.document)")
    #expect(scene.events.last(.exchange)?.outcome == (error == nil ? .success : .refused))
  }

  @Test("6.1: several audiences, one resource, no parameter twice")
  func repeated() async throws {
    let scene = try Scene.delegating()
    let subject = try await person(scene).access
    let audience = ("audience", Scene.audience)
    #expect(try await exchange(scene, subject, more: [audience, audience]).status == 200)
    #expect(try await exchange(scene, subject, more: [audience, ("audience", "x")]).error == "invalid_target")
    let resource = ("resource", Scene.audience)
    #expect(try await exchange(scene, subject, more: [resource, resource]).error == "invalid_target")
    for name in ["subject_token", "scope", "client_id", "grant_type", "actor_token", "requested_token_type"] {
      let response = try await exchange(scene, subject, more: [(name, "x"), (name, "x")])
      #expect(response.error == "invalid_request", "\(name)")
    }
    // Elsewhere audience is a parameter like any other.
    let other = try await scene.post([("grant_type", "refresh_token"), audience, audience])
    #expect(other.error == "invalid_request")
  }

  @Test("6.1: public clients may not exchange, nor those that registered a secret")
  func clients() async throws {
    let scene = try Scene.delegating { $0.clients.allowsConfidentialRegistration = true }
    let person = try await person(scene)
    let public_ = try await exchange(scene, person.access, ["client_id": person.client, "client_secret": nil])
    #expect(public_.error == "invalid_grant")
    let registered = try await scene.register(
      ["redirect_uris": ["https://c.example/"], "token_endpoint_auth_method": "client_secret_post"]
    ).document
    let response = try await exchange(
      scene, person.access,
      ["client_id": registered["client_id"]?.stringValue, "client_secret": registered["client_secret"]?.stringValue])
    #expect(response.error == "unauthorized_client")
  }

  @Test("6.1: an actor token must be the client's own")
  func actorToken() async throws {
    let scene = try Scene.delegating()
    let subject = try await person(scene).access
    let own = try access(try await exchange(scene, subject))
    let change = ["actor_token": own, "actor_token_type": Self.accessToken]
    #expect(try await exchange(scene, subject, change).status == 200)
    let others = ["actor_token": subject, "actor_token_type": Self.accessToken]
    let refused = try await exchange(scene, subject, others)
    #expect(refused.error == "invalid_request")
    #expect(scene.events.last(.exchange)?.reason?.contains("issued to another client") == true)
  }

  @Test("6.2: a trusted issuer's subject keeps its issuer's name and brings nothing of ours")
  func foreign() async throws {
    let scene = try Scene.delegating()
    let issuer = ForeignIssuer()
    issuer.serveKeys(scene)
    let token = issuer.token(scene, ["email": "ada@example.com", "name": "Ada", "act": ["sub": "planner", "x": [1]]])
    let response = try await exchange(scene, token, ["scope": "profile"])
    #expect(response.document["expires_in"] == 300)
    let issued = try scene.verifier(Scene.audience).verify(try access(response), now: Int(scene.clock.now))
    #expect(issued.subject == "https://agents.example#build-agent")
    #expect(issued.claims["email"] == nil && issued.claims["name"] == nil, "nobody becomes one of ours by a claim")
    #expect(issued.upstream == nil && issued.family == nil && issued.isWithoutLogin)
    #expect(issued.scopes == ["profile"])
    #expect(issued.claims["act"]?["act"] == ["sub": "planner"])
  }

  static let badForeign: [(JSONObject, String)] = [
    (["iss": "https://agents.example/"], "is not trusted"), (["iss": .null], "is not trusted"),
    (["iss": .string(Scene.issuer)], "not a valid token of this server"),
    (["aud": "https://elsewhere.example"], "invalid audience"), (["aud": .null], "invalid audience"),
    (["exp": 1_799_999_999], "expired"), (["exp": 1_800_000_000], "expired"), (["exp": .null], "no expiry"),
    (["nbf": 1_800_000_061], "not valid yet"), (["iat": 1_800_000_061], "issued in the future"),
    (["sub": .null], "no subject"), (["sub": ""], "no subject"), (["at_hash": "x"], "ID token"),
    (["c_hash": "x"], "ID token"), (["may_act": "x"], "may_act"), (["may_act": [:]], "may_act"),
  ]

  @Test("6.1: every token that does not hold gets the same answer; the operator learns why", arguments: badForeign)
  func badSubjects(changes: JSONObject, reason: String) async throws {
    let scene = try Scene.delegating()
    let issuer = ForeignIssuer()
    issuer.serveKeys(scene)
    let response = try await exchange(scene, issuer.token(scene, changes))
    #expect(response.status == 400)
    #expect(response.error == "invalid_request")
    #expect(response.errorDescription == "The subject token is invalid or could not be verified.")
    let event = try #require(scene.events.last(.exchange))
    #expect(event.reason?.contains(reason) == true, "\(event.reason ?? "")")
  }

  @Test func `forged tokens, and text that is none`() async throws {
    let scene = try Scene.delegating()
    let issuer = ForeignIssuer()
    issuer.serveKeys(scene)
    let good = issuer.token(scene)
    let parts = good.split(separator: ".").map(String.init)
    let none = Base64URL.encode(Array(#"{"alg":"none"}"#.utf8)) + "." + parts[1] + "."
    let huge = issuer.token(scene, ["x": .string(String(repeating: "x", count: 20_000))])
    for token in [ForeignIssuer().token(scene), none, parts[0] + "." + parts[1] + ".AAAA", "x", "a.b.c", huge] {
      #expect(try await exchange(scene, token).error == "invalid_request")
    }
    #expect(try await exchange(scene, good).status == 200)
    #expect(try await exchange(scene, issuer.token(scene, ["exp": 1e300])).document["expires_in"] == 900)
  }

  typealias Change = @Sendable (inout TrustedIssuerConfiguration) -> Void
  static let sayings: [(String, JSONObject, Change, Bool)] = [
    ("an allowed actor", [:], { _ in }, true),
    ("another actor", ["azp": "stranger"], { _ in }, false),
    ("no actor", ["azp": .null], { _ in }, false),
    ("nobody is allowed", [:], { $0.allowedActors = [] }, false),
    ("another claim", ["cid": "orchestrator", "azp": .null], { $0.actorClaim = "cid" }, true),
    ("another delegate", [:], { $0.allowedDelegateClients = ["other"] }, false),
    ("any delegate", [:], { $0.allowedDelegateClients = ["*"] }, true),
    ("no delegate", [:], { $0.allowedDelegateClients = [] }, false),
    ("its word does not count", ["may_act": ["sub": "x"]], { _ in }, true),
    ("its word counts", ["azp": "stranger", "may_act": mayAct(Scene.issuer)], { $0.allowsMayAct = true }, true),
    (
      "its word is for another", ["may_act": ["iss": .string(Scene.issuer), "sub": "x"]], { $0.allowsMayAct = true },
      false
    ),
    ("its word is of another issuer", ["may_act": mayAct("https://x")], { $0.allowsMayAct = true }, false),
    ("its word names no issuer", ["may_act": mayAct(nil)], { $0.allowsMayAct = true }, false),
    (
      "its word counts for delegates", ["may_act": mayAct(Scene.issuer)],
      {
        $0.allowsMayAct = true
        $0.allowedDelegateClients = ["other"]
      }, false
    ),
  ]

  private static func mayAct(_ issuer: String?) -> JSONValue {
    var value: JSONValue = ["sub": .string(ConfiguredClientTests.id)]
    value["iss"] = issuer.map(JSONValue.string)
    return value
  }

  @Test("6.1: somebody must have said that the client may act for the subject", arguments: sayings.map(\.0))
  func authority(name: String) async throws {
    let (_, claims, change, isAllowed) = try #require(Self.sayings.first { $0.0 == name })
    let scene = try Scene.delegating { $0.trustedIssuers = [ForeignIssuer.configuration(change)] }
    let issuer = ForeignIssuer()
    issuer.serveKeys(scene)
    let response = try await exchange(scene, issuer.token(scene, claims))
    #expect(response.error == (isAllowed ? nil : "invalid_grant"), "\(response.document)")
  }

  @Test("1.2: the metadata names the grants that somebody could use")
  func metadata() async throws {
    let metadata = try await Scene.delegating { $0.trustedIssuers[0].assertions = ForeignIssuer.assertions() }
      .send("GET", "/.well-known/oauth-authorization-server").document
    #expect(
      metadata["grant_types_supported"] == [
        "authorization_code", "refresh_token", .string(Self.grant), .string(AssertionTests.grant),
      ])
  }
}
