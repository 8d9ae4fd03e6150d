import GatewayDocument
import HTTP
import JOSE
import JSON
import OAuth
import Synchronization
import Testing

@testable import AuthorizationServer

@Suite struct TrustedIssuerTests {
  /// Keys that a test sets, and how often they were asked for.
  final class Source: Sendable {
    let state = Mutex<(answer: Result<JWKSet, DelegationRefusal>, fetches: Int)>((.success(JWKSet()), 0))
    var fetches: Int { state.withLock { $0.fetches } }
    func set(_ answer: Result<JWKSet, DelegationRefusal>) { state.withLock { $0.answer = answer } }
    func fetch() -> Result<JWKSet, DelegationRefusal> {
      state.withLock {
        $0.fetches += 1
        return $0.answer
      }
    }
  }

  private func make(_ clock: TestClock) -> (TrustedIssuerKeys, Source) {
    let source = Source()
    return (TrustedIssuerKeys(clock: { clock.now }, fetch: { source.fetch() }), source)
  }

  @Test("6.2: keys are kept five minutes; an unknown one is looked for every 30 seconds at most")
  func refresh() async throws {
    let clock = TestClock()
    let (keys, source) = make(clock)
    for _ in 0..<3 { _ = try await keys.current() }
    #expect(source.fetches == 1)
    _ = try await keys.refreshed()
    #expect(source.fetches == 1, "they were fetched a moment ago")
    clock.advance(30)
    for _ in 0..<3 { _ = try await keys.refreshed() }
    #expect(source.fetches == 2)
    clock.advance(299)
    _ = try await keys.current()
    #expect(source.fetches == 2)
    clock.advance(1)
    _ = try await keys.current()
    #expect(source.fetches == 3)
  }

  @Test("6.2: after a failure nothing is fetched for 30 seconds, and the old keys serve for a day")
  func failure() async throws {
    let clock = TestClock()
    let (keys, source) = make(clock)
    source.set(.failure(DelegationRefusal("away")))
    for _ in 0..<3 { await #expect(throws: DelegationRefusal.self) { try await keys.current() } }
    #expect(source.fetches == 1)
    clock.advance(30)
    source.set(.success(JWKSet()))
    _ = try await keys.current()
    source.set(.failure(DelegationRefusal("away")))
    clock.advance(300)
    for _ in 0..<3 { _ = try await keys.current() }
    #expect(source.fetches == 3)
    clock.advance(86_100)
    await #expect(throws: DelegationRefusal.self) { try await keys.current() }
  }

  private func exchange(_ scene: Scene, _ token: String) async throws -> HTTPResponse {
    try await scene.post([
      ("grant_type", TokenExchangeTests.grant), ("client_id", ConfiguredClientTests.id),
      ("client_secret", ConfiguredClientTests.secret), ("subject_token", token),
      ("subject_token_type", TokenExchangeTests.accessToken),
    ])
  }

  @Test("6.2: a new key is found at once, and a flood of unknown ones asks no more for it")
  func rotation() async throws {
    let scene = try Scene.delegating()
    let (old, new) = (ForeignIssuer(), ForeignIssuer())
    old.serveKeys(scene)
    #expect(try await exchange(scene, old.token(scene)).status == 200)
    scene.clock.advance(31)
    new.serveKeys(scene)
    #expect(try await exchange(scene, new.token(scene)).status == 200)
    for _ in 0..<20 { #expect(try await exchange(scene, ForeignIssuer().token(scene)).error == "invalid_request") }
    #expect(scene.provider.requests.filter { $0.url.description == ForeignIssuer.keysURL }.count == 2)
  }

  @Test("6.2: without jwksUrl the keys are where the discovery document says, and never at a private address for it")
  func discovery() async throws {
    let scene = try Scene.delegating { $0.trustedIssuers[0].keysURL = nil }
    let issuer = ForeignIssuer()
    issuer.serveKeys(scene)
    func publish(_ document: JSONValue) {
      scene.provider.change {
        $0.documents["https://agents.example/.well-known/openid-configuration"] = UpstreamResponse(
          status: 200, body: document.bytes())
      }
    }
    let bad: [(JSONValue, String)] = [
      (["issuer": "https://agents.example/", "jwks_uri": .string(ForeignIssuer.keysURL)], "another issuer's"),
      (["issuer": .string(ForeignIssuer.issuer)], "no jwks_uri"),
      (["issuer": .string(ForeignIssuer.issuer), "jwks_uri": "http://agents.example/keys"], "no https URL"),
      (["issuer": .string(ForeignIssuer.issuer), "jwks_uri": "file:///etc/passwd"], "no https URL"),
      ([], "not a JSON object"),
    ]
    for (document, reason) in bad {
      publish(document)
      #expect(try await exchange(scene, issuer.token(scene)).error == "invalid_request")
      #expect(scene.events.last(.exchange)?.reason?.contains(reason) == true, "\(reason)")
      scene.clock.advance(31)
    }
    publish(["issuer": .string(ForeignIssuer.issuer), "jwks_uri": .string(ForeignIssuer.keysURL)])
    #expect(try await exchange(scene, issuer.token(scene)).status == 200)
    let requests = scene.provider.requests.filter { $0.url.host == "agents.example" }
    #expect(requests.allSatisfy { !$0.limits.allowsInsecure && $0.limits.maximumBodyBytes == JWKSet.maximumBytes })
  }

  @Test(
    "6.2: what keeps keys from being used",
    arguments: [
      (UpstreamResponse(status: 302, headers: ["Location": "https://x/"], body: []), "answered 302"),
      (UpstreamResponse(status: 200, body: Array("{}".utf8)), "cannot be used"),
      (UpstreamResponse(status: 200, body: Array(#"{"keys":[{"kty":"oct","k":"AAAA"}]}"#.utf8)), "cannot be used"),
      (UpstreamResponse(status: 500, body: []), "answered 500"),
    ])
  func badKeys(response: UpstreamResponse, reason: String) async throws {
    let scene = try Scene.delegating()
    scene.provider.change { $0.documents[ForeignIssuer.keysURL] = response }
    #expect(try await exchange(scene, ForeignIssuer().token(scene)).error == "invalid_request")
    #expect(scene.events.last(.exchange)?.reason?.contains(reason) == true)
  }

  typealias Change = @Sendable (inout TrustedIssuerConfiguration) -> Void
  static let refused: [(String, Change)] = [
    ("plain http", { $0.issuer = "http://agents.example" }), ("no URL", { $0.issuer = "agents" }),
    ("plain http keys", { $0.keysURL = "http://agents.example/keys" }),
    ("ourselves", { $0.issuer = Scene.issuer + "/" }),
    ("nothing to do", { $0.expectedAudience = nil }), ("a reserved claim", { $0.actorClaim = "sub" }),
    ("a wildcard among others", { $0.allowedDelegateClients = ["*", "a"] }),
    (
      "a wildcard with may_act",
      {
        $0.allowedDelegateClients = ["*"]
        $0.allowsMayAct = true
      }
    ),
    (
      "a private address of its choice",
      {
        $0.keysURL = nil
        $0.allowsPrivateAddresses = true
      }
    ),
    (
      "assertions for the endpoint",
      { $0.assertions = ForeignIssuer.assertions { $0.acceptedAudiences = [Scene.audience] } }
    ),
    ("assertions for ever", { $0.assertions = ForeignIssuer.assertions { $0.maximumAgeSeconds = 0 } }),
    ("assertions of nobody", { $0.assertions = ForeignIssuer.assertions { $0.subjects = [] } }),
    ("a subject twice", { $0.assertions = ForeignIssuer.assertions { $0.subjects += $0.subjects } }),
    ("a wildcard subject", { $0.assertions = ForeignIssuer.assertions { $0.subjects[0].subject = "*" } }),
  ]

  @Test("6.2: what cannot be served", arguments: refused.map(\.0))
  func configuration(name: String) throws {
    let change = try #require(Self.refused.first { $0.0 == name }).1
    let error = #expect(throws: AuthorizationServerError.self) {
      try Scene.delegating { $0.trustedIssuers = [ForeignIssuer.configuration(change)] }
    }
    #expect(error?.path.hasPrefix("trustedIssuers[0]") == true)
  }

  @Test func `an issuer stands once`() {
    #expect(throws: AuthorizationServerError.self) {
      try Scene.delegating { $0.trustedIssuers += $0.trustedIssuers }
    }
  }
}
