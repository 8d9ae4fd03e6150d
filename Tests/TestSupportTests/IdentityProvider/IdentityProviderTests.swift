import HTTP
import JOSE
import JSON
import Testing

@testable import TestSupport

@Suite(.timeLimit(.minutes(1))) struct IdentityProviderTests {
  @Test func `discovery names the issuer and its endpoints`() async throws {
    try await ProviderFixture.run { fixture async throws in
      let answer = try await fixture.web.get("/oauth2/default/.well-known/openid-configuration")
      #expect(answer.json["issuer"]?.stringValue == fixture.issuer)
      #expect(answer.json["jwks_uri"]?.stringValue == fixture.issuer + "/v1/keys")
      #expect(answer.json["code_challenge_methods_supported"] == ["S256"])
    }
  }

  @Test func `a login by form gives tokens as Okta makes them`() async throws {
    try await ProviderFixture.run { fixture async throws in
      let page = try await fixture.web.get("/oauth2/default/v1/authorize", fixture.request)
      let form = try #require(HTMLForm.all(in: page.text).first)
      let sent = try await fixture.web.post(form.action, form.filled(login: "ada@example.com", password: "ada"))
      #expect(sent.status == 302)
      #expect(sent.headers["Location"]?.hasPrefix(ProviderFixture.callback + "?") == true)
      #expect(sent.redirect?["state"] == "st-1")
      let tokens = try await fixture.redeem(sent.redirect?["code"] ?? "").json
      let access = try await fixture.claims(tokens["access_token"], audience: "api://default")
      #expect(access["sub"] == "ada@example.com")
      #expect(access["groups"] == ["mcp-developers"])
      #expect(access["cid"] == "engineering")
      #expect(access["scp"] == ["openid", "profile", "groups", "offline_access"])
      let identity = try await fixture.claims(tokens["id_token"], audience: "engineering")
      #expect(identity["nonce"] == "n-1")
      #expect(identity["email"] == "ada@example.com")
      #expect(identity["groups"] == nil)
      #expect(identity["sub"]?.stringValue?.hasPrefix("00u") == true)
    }
  }

  @Test func `a tenant of Entra ID puts roles into both tokens and hides who it is between applications`() async throws
  {
    try await ProviderFixture.run(flavor: .entra) { fixture async throws in
      #expect(fixture.issuer.hasSuffix("/v2.0"))
      let tokens = try await fixture.redeem(try await fixture.code()).json
      let access = try await fixture.claims(tokens["access_token"], audience: "api://engineering")
      let identity = try await fixture.claims(tokens["id_token"], audience: "engineering")
      #expect(access["roles"] == ["mcp-developers"])
      #expect(identity["roles"] == ["mcp-developers"])
      #expect(identity["email"] == nil)
      #expect(identity["oid"] == access["oid"])
      #expect(identity["sub"] == access["sub"])
      #expect(identity["sub"] != "ada@example.com")
    }
  }

  @Test func `a wrong password shows the form again`() async throws {
    try await ProviderFixture.run { fixture async throws in
      for (user, password) in [("ada@example.com", "x"), ("nobody@example.com", "ada")] {
        let answer = try await fixture.login(user, password)
        #expect(answer.status == 401)
        #expect(answer.text.contains("Username or password is wrong."))
        #expect(answer.headers["Location"] == nil)
      }
    }
  }

  @Test(arguments: [
    ("client_id", "nobody"), ("redirect_uri", ProviderFixture.callback + "/"), ("redirect_uri", "https://evil.example"),
  ])
  func `a foreign client or redirect URI is never redirected`(name: String, value: String) async throws {
    try await ProviderFixture.run { fixture async throws in
      let request = fixture.request.map { $0.0 == name ? (name, value) : $0 }
      let answer = try await fixture.web.get("/oauth2/default/v1/authorize", request)
      #expect(answer.status == 400)
      #expect(answer.headers["Location"] == nil)
    }
  }

  @Test(arguments: [
    ("response_type", "token", "unsupported_response_type"), ("state", "", "invalid_request"),
    ("scope", "openid nonsense", "invalid_scope"), ("scope", "profile", "invalid_scope"),
    ("code_challenge_method", "plain", "invalid_request"), ("code_challenge", "short", "invalid_request"),
  ])
  func `a wrong request goes back with its error`(name: String, value: String, error: String) async throws {
    try await ProviderFixture.run { fixture async throws in
      let request = fixture.request.map { $0.0 == name ? (name, value) : $0 }
      let answer = try await fixture.web.get("/oauth2/default/v1/authorize", request)
      #expect(answer.redirect?["error"] == error)
    }
  }

  @Test func `who is not assigned to an application gets no code`() async throws {
    try await ProviderFixture.run { fixture async throws in
      let request = fixture.request.map { pair in
        switch pair.0 {
        case "client_id": ("client_id", "sales")
        case "redirect_uri": ("redirect_uri", "http://localhost:9092/oauth/callback")
        default: pair
        }
      }
      let ada = try await fixture.web.post(
        fixture.provider.endpoints.authorize, request + [("username", "ada@example.com"), ("password", "ada")])
      #expect(ada.redirect?["error"] == "access_denied")
      let sam = try await fixture.web.post(
        fixture.provider.endpoints.authorize, request + [("username", "sam@example.com"), ("password", "sam")])
      #expect(sam.redirect?["code"] != nil)
    }
  }

  @Test(arguments: [
    ("code_verifier", String?.some(String(repeating: "w", count: 43)), "invalid_grant"),
    ("code_verifier", nil, "invalid_grant"), ("redirect_uri", "http://localhost:9091/", "invalid_grant"),
    ("code", "x", "invalid_grant"), ("client_secret", "wrong", "invalid_client"),
    ("client_secret", nil, "invalid_client"),
    ("client_id", "sales", "invalid_client"), ("grant_type", "password", "unsupported_grant_type"),
  ])
  func `a code is only good as it was asked for`(name: String, value: String?, error: String) async throws {
    try await ProviderFixture.run { fixture async throws in
      let answer = try await fixture.redeem(try await fixture.code(), changing: [name: value])
      #expect(answer.json["error"]?.stringValue == error)
      #expect(answer.status == (error == "invalid_client" ? 401 : 400))
    }
  }

  @Test func `a code is good once`() async throws {
    try await ProviderFixture.run { fixture async throws in
      let code = try await fixture.code()
      #expect(try await fixture.redeem(code).status == 200)
      #expect(try await fixture.redeem(code).json["error"] == "invalid_grant")
    }
  }

  @Test func `a client can name itself in the header, form-encoded`() async throws {
    try await ProviderFixture.run { fixture async throws in
      // engineering:s3cr%3At%2B
      let answer = try await fixture.web.post(
        fixture.provider.endpoints.token,
        [
          ("grant_type", "authorization_code"), ("code", try await fixture.code()),
          ("redirect_uri", ProviderFixture.callback), ("code_verifier", ProviderFixture.verifier),
        ], headers: ["Authorization": "Basic ZW5naW5lZXJpbmc6czNjciUzQXQlMkI="])
      #expect(answer.status == 200)
    }
  }

  @Test func `refresh tokens rotate, and one that comes back ends its family`() async throws {
    try await ProviderFixture.run { fixture async throws in
      let first = try await fixture.redeem(try await fixture.code()).json
      let old = try #require(first["refresh_token"]?.stringValue)
      let second = try await fixture.refresh(old).json
      let new = try #require(second["refresh_token"]?.stringValue)
      #expect(new != old)
      let identity = try await fixture.claims(second["id_token"], audience: "engineering")
      #expect(identity["nonce"] == nil)
      #expect(try await fixture.refresh(old).json["error"] == "invalid_grant")
      #expect(try await fixture.refresh(new).json["error"] == "invalid_grant")
    }
  }

  @Test func `a provider that is down answers 503`() async throws {
    try await ProviderFixture.run { fixture async throws in
      fixture.provider.setDown(true)
      #expect(try await fixture.web.get("/oauth2/default/v1/keys").status == 503)
      fixture.provider.setDown(false)
      #expect(try await fixture.web.get("/oauth2/default/v1/keys").status == 200)
    }
  }

  @Test func `the configuration is read from YAML, its mistakes named with their place`() throws {
    let read = try IdentityProviderConfiguration(
      reading: """
        flavor: entra
        users:
        - {login: ada@example.com, password: ada, groups: [mcp-developers]}
        clients:
        - {id: engineering, secret: s, redirectURIs: ["http://localhost:9091/oauth/callback"]}
        """)
    #expect(read.flavor == .entra)
    #expect(read.users.first?.groups == ["mcp-developers"])
    #expect(read.algorithm == .rs256)
    let problems = #expect(throws: JSONProblems.self) {
      try IdentityProviderConfiguration(reading: "users: [{login: a, password: b, group: c}]\nclients: []")
    }
    #expect(problems?.description == "users[0].group: unknown field")
  }

  @Test func `tokens are signed with RS256 where that is configured`() async throws {
    var configuration = IdentityProviderConfiguration(users: [], clients: [])
    configuration.algorithm = .rs256
    #expect(FakeIdentityProvider(configuration).key.algorithm == .rs256)
  }
}
