import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct CallbackTests {
  /// The callback of a login that is under way.
  private func pending(_ scene: Scene) async throws -> HTTPRequest {
    let departure = try await scene.authorize(try await scene.clientID())
    return try scene.provider.logIn(at: try #require(departure.headers["Location"]))
  }

  private func state(_ callback: HTTPRequest) throws -> String {
    try #require(FormParameters(reading: callback.query ?? "")?["state"])
  }

  @Test(
    "scenario 13, 3.3: what cannot be told to a client is told to the person",
    arguments: [
      ("code=x", 400, "missing state parameter"),
      ("", 400, "missing state parameter"),
      ("code=x&state=unknown", 400, "authorization request not found or expired"),
      ("error=access_denied&state=unknown", 502, "upstream authentication failed"),
      ("error=access_denied", 502, "upstream authentication failed"),
      ("state=a&state=b&code=x", 400, "a parameter of the answer stands more than once"),
    ])
  func problems(query: String, status: Int, message: String) async throws {
    let scene = try Scene()
    let response = try await scene.browse("GET", "/oauth/callback?" + query)
    #expect(response.status == status)
    #expect(response.text.contains(message))
    #expect(response.headers["Content-Type"] == "text/html; charset=utf-8")
    #expect(response.headers["Content-Security-Policy"]?.contains("frame-ancestors 'none'") == true)
    #expect(scene.events.last(.callback)?.outcome == .refused)
  }

  @Test("3.3: a known state without a code")
  func missingCode() async throws {
    let scene = try Scene()
    let state = try self.state(try await pending(scene))
    let response = try await scene.browse("GET", "/oauth/callback?" + FormParameters([("state", state)]).encoded)
    #expect(response.status == 400)
    #expect(response.text.contains("missing code parameter"))
  }

  @Test("3.3: the provider's refusal reaches the client and uses the login up")
  func upstreamError() async throws {
    let scene = try Scene()
    let callback = try await pending(scene)
    let query = FormParameters([
      ("error", "login_required"), ("error_description", "<b>no</b>"), ("state", try state(callback)),
    ])
    let response = try await scene.browse("GET", "/oauth/callback?" + query.encoded)
    #expect(response.status == 303)
    #expect(response.redirectParameters["error"] == "access_denied")
    let description = try #require(response.redirectParameters["error_description"])
    #expect(description.hasPrefix("upstream authentication failed: the identity provider wants to ask you something"))
    #expect(!description.contains("<b>"))
    #expect(response.redirectParameters["state"] == "client-state-1")
    #expect(try await scene.browse("GET", callback.target).status == 400)
  }

  @Test("scenario 13: a callback is good once")
  func replay() async throws {
    let scene = try Scene()
    let callback = try await pending(scene)
    #expect(try await scene.browse("GET", callback.target).status == 303)
    let replay = try await scene.browse("GET", callback.target)
    #expect(replay.status == 400)
    #expect(replay.text.contains("authorization request not found or expired"))
    #expect(scene.provider.requests(to: "/v1/token").count == 1)
  }

  @Test func `a login takes ten minutes at most`() async throws {
    let scene = try Scene()
    let callback = try await pending(scene)
    scene.clock.advance(601)
    #expect(try await scene.browse("GET", callback.target).status == 400)
  }

  @Test func `a callback in another browser is refused and uses nothing up`() async throws {
    let scene = try Scene()
    let callback = try await pending(scene)
    let owner = scene.browser
    scene.browser = CookieJar()
    let response = try await scene.browse("GET", callback.target)
    #expect(response.status == 400)
    #expect(response.text.contains("another browser"))
    #expect(scene.provider.requests(to: "/v1/token").isEmpty)
    scene.browser = owner
    #expect(try await scene.browse("GET", callback.target).status == 303)
  }

  static let badTokens: [(String, @Sendable (inout ScriptedProvider.Script) -> Void)] = [
    ("another nonce", { $0.idTokenClaims = ["nonce": "other"] }),
    ("no nonce", { $0.idTokenClaims = ["nonce": .null] }),
    ("another audience", { $0.idTokenClaims = ["aud": "someone-else"] }),
    ("several audiences and another party", { $0.idTokenClaims = ["aud": ["gateway", "other"], "azp": "other"] }),
    ("expired", { $0.idTokenClaims = ["exp": 1_700_000_000] }),
    ("no expiry", { $0.idTokenClaims = ["exp": .null] }),
    ("another issuer", { $0.idTokenClaims = ["iss": "https://other.example"] }),
    ("a key that is not published", { $0.publishedKeys = [PrivateKey.generate()] }),
    ("no ID token", { $0.tokenResponse = ["id_token": .null] }),
    ("an unsigned ID token", { $0.tokenResponse = ["id_token": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ."] }),
    ("no access token", { $0.tokenResponse = ["access_token": .null] }),
    ("a token of another type", { $0.tokenResponse = ["token_type": "mac"] }),
    ("a refusal", { $0.tokenStatus = 400 }),
    ("an outage", { $0.tokenStatus = 500 }),
    ("no answer", { $0.isDown = true }),
  ]

  @Test("scenario 14: a login whose tokens are not right fails, and no code is made", arguments: badTokens)
  func refusedTokens(name: String, change: @Sendable (inout ScriptedProvider.Script) -> Void) async throws {
    let scene = try Scene()
    let callback = try await pending(scene)
    scene.provider.change(change)
    let response = try await scene.browse("GET", callback.target)
    #expect(response.status == 303)
    #expect(response.redirectParameters["error"] == "server_error")
    #expect(response.redirectParameters["error_description"] == "failed to exchange authorization code")
    #expect(response.redirectParameters["code"] == nil)
    #expect(response.redirectParameters["iss"] == Scene.issuer)
    let event = try #require(scene.events.last(.callback))
    #expect(event.outcome == .failure)
    #expect(event.reason?.hasPrefix("identity provider \"okta\": ") == true)
  }

  @Test(
    "scenario 14: the subject claim has to be there; there is no other to fall back to",
    arguments: [
      JSONValue.null, "", 7, ["a"],
    ])
  func subjectClaim(value: JSONValue) async throws {
    let scene = try Scene { $0.upstreams[0].subjectClaim = "oid" }
    scene.provider.change { $0.idTokenClaims = ["oid": value] }
    let response = try await scene.logIn(try await scene.clientID())
    #expect(response.redirectParameters["error"] == "server_error")
    #expect(response.redirectParameters["error_description"] == "failed to resolve user")
  }

  @Test func `a configured subject claim names the person`() async throws {
    var subjects: Set<String?> = []
    for subject in ["one", "two"] {
      let scene = try Scene { $0.upstreams[0].subjectClaim = "oid" }
      scene.provider.change { $0.idTokenClaims = ["oid": "person-1", "sub": .string(subject)] }
      _ = try await scene.logIn(try await scene.clientID())
      subjects.insert(scene.events.last(.callback)?.subject)
    }
    #expect(subjects.count == 1)
  }

  @Test("RFC 9207: an answer of another issuer is not exchanged")
  func mixUp() async throws {
    let scene = try Scene()
    let callback = try await pending(scene)
    let response = try await scene.browse("GET", callback.target + "&iss=https%3A%2F%2Fevil.example")
    #expect(response.redirectParameters["error"] == "server_error")
    #expect(scene.provider.requests(to: "/v1/token").isEmpty)
  }

  @Test("scenario 23: a storage outage during a login is 503 on a page")
  func storageOutage() async throws {
    let scene = try Scene()
    let callback = try await pending(scene)
    scene.storage.unplug()
    let response = try await scene.browse("GET", callback.target)
    #expect(response.status == 503)
    #expect(scene.events.last(.callback)?.outcome == .failure)
  }
}
