import HTTP
import JOSE
import JSON
import Synchronization
import Testing

@testable import OAuth

@Suite struct IntrospectorTests {
  let script = ScriptedIssuer()
  private let now = ScriptedIssuer.now

  private func issuer(_ url: String = "https://idp.example.com/introspect") -> ExternalIssuer {
    script.issuer {
      $0.introspectionURL = HTTPURL(url)
      $0.clientID = "gate:way"
      $0.clientSecret = IssuerSettings.ClientSecret("s3cret/+")
      $0.tokenPath = "/token"
    }
  }

  private func answer(_ value: JSONValue, _ status: Int = 200) {
    script.change { $0.answers["/introspect"] = (status, value.text()) }
  }

  private var active: JSONValue {
    ["active": true, "sub": "ada", "aud": .string(ScriptedIssuer.audience), "groups": ["dev"], "scope": "a b"]
  }

  @Test("DIV-17: an active token's claims are all kept, and the question is the one of RFC 7662") func question()
    async throws
  {
    answer(active)
    let claims = try await issuer().judge("opaque/token+1").get()
    #expect(claims["groups"] == ["dev"])
    #expect(claims["scope"] == "a b")
    #expect(claims["active"] == nil)
    let request = try #require(script.requests.first)
    #expect(request.method == "POST")
    #expect(
      String(decoding: request.body, as: UTF8.self) == "token=opaque%2Ftoken%2B1&token_type_hint=access_token")
    #expect(request.headers["Authorization"] == "Basic " + Base64.encode(Array("gate%3Away:s3cret%2F%2B".utf8)))
    #expect(request.maximumBodyBytes == 65_536)
    #expect(request.tokenPath == nil)
    #expect(script.requests.count == 1)
  }

  @Test(
    "what the issuer says is checked like a token's claims",
    arguments: [
      (["active": false], .inactive), (["aud": "https://other"], .wrongAudience), (["aud": .null], .wrongAudience),
      (["iss": "https://other"], .wrongIssuer), (["sub": .null], .missingSubject),
      (["exp": .int(ScriptedIssuer.now - 60)], .expired), (["nbf": .int(ScriptedIssuer.now + 60)], .notYetValid),
    ] as [(JSONObject, TokenError.Code)])
  func refused(_ changes: JSONObject, _ code: TokenError.Code) async {
    var value = active
    for (name, change) in changes { value[name] = change.isNull ? JSONValue?.none : change }
    answer(value)
    #expect(await issuer().code("opaque") == code)
  }

  @Test(
    "an answer that does not say is an outage, not a refusal",
    arguments: [
      (200, "{}", IssuerError.Code.introspection), (200, "[]", .introspection), (200, "", .introspection),
      (200, #"{"active":"true"}"#, .introspection), (401, "{}", .introspection), (503, "{}", .unreachable),
      (429, "{}", .unreachable), (302, "", .introspection),
    ])
  func outage(_ status: Int, _ body: String, _ code: IssuerError.Code) async {
    script.change { $0.answers["/introspect"] = (status, body) }
    #expect(await issuer().outage("opaque")?.code == code)
  }

  @Test("an answer of more than 64 KiB is not read") func large() async {
    var value = active
    value["x"] = .string(String(repeating: "x", count: 65_536))
    answer(value)
    #expect(await issuer().outage("opaque") != nil)
  }

  @Test("DIV-35: a JWT is never introspected, however bad it is") func jwt() async {
    answer(active)
    let issuer = issuer()
    #expect(await issuer.code(script.token(key: .generate())) == .unknownKey)
    #expect(await issuer.code(script.token(["iss": "https://other"])) == .wrongIssuer)
    let none = ["{\"alg\":\"none\"}", "{}", ""].map { Base64URL.encode(Array($0.utf8)) }.joined(separator: ".")
    #expect(await issuer.code(none) == .unsupportedAlgorithm)
    #expect(await issuer.isGood(script.token()))
    #expect(!script.paths.contains("/introspect"))
  }

  @Test("without an endpoint an opaque token is refused") func noEndpoint() async {
    #expect(await script.issuer().code("opaque") == .malformed)
  }

  @Test("a good token is believed until it expires, for a minute at most") func lifespan() async throws {
    func until(_ expiry: JSONValue) async throws -> Int {
      var value = active
      value["exp"] = expiry.isNull ? JSONValue?.none : expiry
      answer(value)
      return try await issuer().verify("opaque", digest: SHA256Digest(of: "opaque"), now: now).until
    }
    #expect(try await until(.null) == now + 60)
    #expect(try await until(.int(now + 3600)) == now + 60)
    #expect(try await until(.int(now + 20)) == now + 20)
  }

  @Test("requests with one token share one question, and a refusal holds for a few seconds") func sharing() async {
    answer(["active": false])
    let issuer = issuer()
    script.change { $0.hold = { for _ in 0..<20 { await Task.yield() } } }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 { group.addTask { #expect(await issuer.code("opaque") == .inactive) } }
    }
    #expect(await issuer.code("opaque", now: now + 9) == .inactive)
    #expect(script.requests.count == 1)
    #expect(await issuer.code("opaque", now: now + 10) == .inactive)
    #expect(script.requests.count == 2)
  }

  @Test("a flood of made-up tokens asks no more than 64 questions at once") func flood() async {
    answer(active)
    let issuer = issuer()
    let isHeld = Atomic(true)
    script.change { $0.hold = { while isHeld.load(ordering: .relaxed) { await Task.yield() } } }
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<64 { group.addTask { #expect(await issuer.isGood("token-\(number)")) } }
      while script.requests.count < 64 { await Task.yield() }
      #expect(await issuer.outage("one-too-many")?.code == .unreachable)
      isHeld.store(false, ordering: .relaxed)
    }
    #expect(script.requests.count == 64)
  }

  @Test("Google is asked as it wants to be, and its numbers in text are numbers") func google() async throws {
    script.change {
      $0.answers["/tokeninfo"] = (
        200,
        #"{"azp":"a","aud":"https://team.example.com","sub":"7","exp":"\#(now + 30)","email":"ada@example.com"}"#
      )
    }
    let google = ExternalIssuer(
      {
        var settings = IssuerSettings(issuer: "https://accounts.google.com")
        settings.introspectionURL = HTTPURL("https://oauth2.googleapis.com/tokeninfo")
        return settings
      }(), audience: ScriptedIssuer.audience, leewaySeconds: 0, transport: script, clock: { 0 }, pause: { _ in },
      report: { _ in })
    let claims = try await google.judge("ya29.x y").get()
    #expect(claims["email"] == "ada@example.com")
    let request = try #require(script.requests.first)
    #expect(request.method == "GET")
    #expect(request.url.query == "access_token=ya29.x%20y")
    script.change { $0.answers["/tokeninfo"] = (400, "{}") }
    #expect(await google.code("ya29.bad") == .inactive)
  }

  @Test("GitHub is asked as it wants to be, and its user is the subject") func gitHub() async throws {
    let body = #"""
      {"user":{"id":42,"login":"ada","email":null},"app":{"client_id":"https://team.example.com"},"scopes":["repo"]}
      """#
    script.change { $0.answers["/applications/app/token"] = (200, body) }
    let issuer = issuer("https://api.github.com/applications/app/token")
    let claims = try await issuer.judge("gho_1").get()
    #expect(claims["sub"] == "42")
    #expect(claims["name"] == "ada")
    #expect(claims["scope"] == "repo")
    let request = try #require(script.requests.first)
    #expect(String(decoding: request.body, as: UTF8.self) == #"{"access_token":"gho_1"}"#)
    #expect(request.headers["Authorization"]?.hasPrefix("Basic ") == true)
    script.change { $0.answers["/applications/app/token"] = (404, "{}") }
    #expect(await issuer.code("gho_2") == .inactive)
  }
}
