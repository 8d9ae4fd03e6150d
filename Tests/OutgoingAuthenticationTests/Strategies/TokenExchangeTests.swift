import GatewayDocument
import HTTP
import JOSE
import Testing

@testable import OutgoingAuthentication

/// RFC 8693 as section 9.2 of the reference has it.
@Suite struct TokenExchangeTests {
  private static let url = "https://sts.example/token"
  private static let good =
    #"{"access_token":"at-1","issued_token_type":"urn:ietf:params:oauth:token-type:access_token","#
    + #""token_type":"Bearer","expires_in":3600}"#

  private let endpoints = ScriptedEndpoints()
  private let clock = TurnedClock()
  private let logins = ScriptedLogins(tokens: [
    "l1 okta": UpstreamTokenPair(accessToken: "okta-at", idToken: "okta-id"),
    "l2 okta": UpstreamTokenPair(accessToken: "okta-at-2", idToken: nil),
  ])

  private func exchange(
    _ change: (inout TokenExchangeConfiguration) -> Void = { _ in }
  ) throws -> BackendAuthenticator {
    var block = TokenExchangeConfiguration()
    block.tokenURL = Self.url
    block.audience = "api://github"
    block.client = TokenClientConfiguration(id: "gate way", secretKey: "k")
    block.scopes = ["repo", "read:org"]
    block.subjectProvider = "okta"
    change(&block)
    var authentication = BackendAuthentication()
    authentication.kind = .tokenExchange
    authentication.tokenExchange = block
    return try authenticator(authentication, secrets: ["k": "s3cret:&"], endpoints: endpoints, clock: clock)
  }

  @Test("The request on the wire: parameters, and Basic credentials that are form-encoded first") func wire()
    async throws
  {
    endpoints.answer(Self.url, Self.good)
    let backend = try exchange()
    #expect(try await backend.fields(for: logins.caller("ada"))["Authorization"] == "Bearer at-1")
    let asked = try #require(endpoints.asked.first)
    #expect(
      asked.form
        == FormParameters([
          ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", "okta-at"),
          ("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"),
          ("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"), ("audience", "api://github"),
          ("scope", "repo read:org"),
        ]))
    #expect(asked.headers["Authorization"] == "Basic " + Base64.encode(Array("gate%20way:s3cret%3A%26".utf8)))
    #expect(asked.headers["Content-Type"] == "application/x-www-form-urlencoded")
  }

  @Test("Another subject, another header, a public client") func variants() async throws {
    endpoints.answer(Self.url, Self.good)
    let backend = try exchange {
      $0.subjectType = .idToken
      $0.headerName = "X-Upstream-Token"
      $0.client = TokenClientConfiguration(id: "public")
      $0.resource = "https://api.github.com"
    }
    let fields = try await backend.fields(for: logins.caller("ada"))
    #expect(fields == ["X-Upstream-Token": "Bearer at-1"])
    let form = try #require(endpoints.asked.first?.form)
    #expect(form["subject_token"] == "okta-id")
    #expect(form["subject_token_type"] == "urn:ietf:params:oauth:token-type:id_token")
    #expect(form["client_id"] == "public" && endpoints.asked.first?.headers["Authorization"] == nil)
    #expect(form["resource"] == "https://api.github.com")
    #expect(!backend.hasOwnCredential)
    let withoutIDToken = await #expect(throws: CredentialFailure.self) {
      try await backend.credential(for: logins.caller("bob", login: "l2"))
    }
    #expect(withoutIDToken?.code == .loginRequired)
  }

  @Test("Without a provider the token that the caller came with is exchanged: each by itself") func incoming()
    async throws
  {
    endpoints.answer(Self.url, Self.good)
    let backend = try exchange { $0.subjectProvider = nil }
    for token in ["t1", "t2", "t1"] { _ = try await backend.fields(for: logins.caller("ada", token: token)) }
    #expect(endpoints.asked.map { $0.form["subject_token"] } == ["t1", "t2"])
    let error = await #expect(throws: CredentialFailure.self) {
      try await backend.credential(for: logins.caller("ada", token: nil))
    }
    #expect(error?.code == .notEntitled)
  }

  @Test("Tokens are kept until shortly before they expire, for one caller alone") func kept() async throws {
    endpoints.answer(Self.url, Self.good)
    let backend = try exchange()
    for _ in 0..<3 { _ = try await backend.fields(for: logins.caller("ada")) }
    #expect(endpoints.asked.count == 1)
    _ = try await backend.fields(for: logins.caller("bob", login: "l2"))
    #expect(endpoints.asked.map { $0.form["subject_token"] } == ["okta-at", "okta-at-2"])
    clock.advance(3569)
    _ = try await backend.fields(for: logins.caller("ada"))
    #expect(endpoints.asked.count == 2)
    clock.advance(2)
    _ = try await backend.fields(for: logins.caller("ada"))
    #expect(endpoints.asked.count == 3)
  }

  @Test("A backend that refuses a kept token gets a new one; one that was new is not asked for again") func refused()
    async throws
  {
    endpoints.answer(Self.url, Self.good)
    let backend = try exchange()
    let caller = logins.caller("ada")
    let first = backend.now
    _ = try await backend.fields(for: caller)
    #expect(await backend.forget(caller, obtainedBefore: first) == false)
    clock.advance(1)
    #expect(await backend.forget(logins.caller("bob"), obtainedBefore: backend.now) == false)
    #expect(await backend.forget(caller, obtainedBefore: backend.now))
    _ = try await backend.fields(for: caller)
    #expect(endpoints.asked.count == 2)
  }

  @Test("The gateway's own token, for its looks at the backend, is one of client credentials") func probe() async throws
  {
    endpoints.answer(Self.url, #"{"access_token":"own","token_type":"bearer"}"#)
    let backend = try exchange()
    #expect(backend.hasOwnCredential)
    #expect(try await backend.fields(for: nil)["Authorization"] == "Bearer own")
    #expect(
      endpoints.asked.first?.form
        == FormParameters([
          ("grant_type", "client_credentials"), ("audience", "api://github"), ("scope", "repo read:org"),
        ]))
    _ = try? await backend.fields(for: logins.caller("ada"))
    #expect(endpoints.asked.last?.form["subject_token"] == "okta-at", "nobody is ever given the gateway's own")
  }

  @Test(
    "Answers that are not what was asked for are refused",
    arguments: [
      #"{"issued_token_type":"urn:ietf:params:oauth:token-type:access_token","token_type":"Bearer"}"#,
      #"{"access_token":"a","token_type":"Bearer"}"#,
      #"{"access_token":"a","issued_token_type":"urn:ietf:params:oauth:token-type:access_token"}"#,
      #"{"access_token":"a","issued_token_type":"urn:ietf:params:oauth:token-type:access_token","token_type":"N_A"}"#,
      #"{"access_token":"a","issued_token_type":"urn:ietf:params:oauth:token-type:refresh_token","token_type":"Bearer"}"#,
      #"{"access_token":"a\r\nX-Evil: 1","issued_token_type":"urn:ietf:params:oauth:token-type:access_token","#
        + #""token_type":"Bearer"}"#,
      "[]", "", "<html>", "{",
    ])
  func answers(_ body: String) async throws {
    endpoints.answer(Self.url, body)
    let backend = try exchange()
    let error = await #expect(throws: CredentialFailure.self) {
      try await backend.credential(for: logins.caller("ada"))
    }
    #expect(error?.code == .invalidAnswer)
    #expect(!(error?.description.contains("Evil") ?? true))
  }

  @Test("Refusals and outages are told apart, and no secret is in their words") func failures() async throws {
    let backend = try exchange()
    func failure() async -> CredentialFailure? {
      await #expect(throws: CredentialFailure.self) { try await backend.credential(for: logins.caller("ada")) }
    }
    #expect(await failure()?.code == .unavailable)
    endpoints.answer(Self.url, #"{"error":"invalid_grant","error_description":"revoked"}"#, status: 400)
    let refused = try #require(await failure())
    #expect(refused.code == .refused && refused.reason.contains("invalid_grant"))
    for secret in ["okta-at", "s3cret"] { #expect(!refused.description.contains(secret)) }
    endpoints.answer(Self.url, "oops", status: 500)
    #expect(await failure()?.code == .unavailable)
    endpoints.answer(Self.url, #"{"error":"slow_down"}"#, status: 429)
    #expect(await failure()?.code == .unavailable)
    #expect(endpoints.asked.count == 4, "failures are not kept")
    let missing = await #expect(throws: CredentialFailure.self) {
      try await backend.credential(for: logins.caller("eve", login: "none"))
    }
    #expect(missing?.code == .loginRequired)
  }
}
