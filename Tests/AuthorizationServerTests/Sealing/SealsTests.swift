import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct SealsTests {
  @Test func `a value of one kind is worth nothing in the place of another`() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    let departure = try await scene.authorize(client)
    let state = try #require(departure.redirectParameters["state"])
    let callback = try scene.provider.logIn(at: try #require(departure.headers["Location"]))
    let code = try #require(try await scene.browse("GET", callback.target).redirectParameters["code"])
    let sealedCode = String(code.dropFirst("vmcp_ac_".count))

    #expect(try await scene.authorize(state).status == 401)
    #expect(try await scene.authorize(sealedCode).status == 401)
    #expect(try await scene.redeem("vmcp_ac_" + state, client).error == "invalid_grant")
    #expect(try await scene.redeem("vmcp_ac_" + client, client).error == "invalid_grant")
    #expect(try await scene.refresh("vmcp_rt_" + sealedCode, client).error == "invalid_grant")
    for value in [client, sealedCode] {
      let query = FormParameters([("code", "x"), ("state", value)])
      #expect(try await scene.browse("GET", "/oauth/callback?" + query.encoded).status == 400)
      let form = FormParameters([("request", value), ("decision", "allow")])
      #expect(try await scene.browse("POST", "/oauth/consent", form: form).status == 400)
    }
  }

  @Test func `what is sealed can be neither read nor told apart by who carries it`() async throws {
    let scene = try Scene()
    let client = try await scene.clientID()
    #expect(try await scene.clientID() != client)
    let bytes = try #require(Base64URL.decode(client))
    #expect(!String(decoding: bytes, as: UTF8.self).contains("127.0.0.1"))
  }

  @Test func `the same keys under another issuer open nothing`() async throws {
    let ours = try Scene()
    let client = try await ours.clientID()
    let theirs = try Scene {
      $0.issuer = "https://sales-tools.example.com"
      $0.upstreams[0].redirectURI = "https://sales-tools.example.com/oauth/callback"
    }
    #expect(try await theirs.authorize(client).status == 401)
  }

  @Test func `every sealed value comes back as it was`() throws {
    let request = AuthorizationRequest(
      client: "c", clientName: "", redirectURI: "https://a.example/", hasExplicitRedirect: false, state: nil,
      codeChallenge: "h", scopes: ["openid"], resource: "https://r.example")
    let pending = PendingAuthorization(
      id: "i", request: request, browser: "b", upstreamBinding: "u", codeVerifier: "v", nonce: "n", expiresAt: 7)
    #expect(PendingAuthorization(sealedJSON: pending.sealedJSON) == pending)
    let login = Login(
      subject: "s", name: nil, email: "e", upstream: "okta", upstreamBinding: "u", accessTokenClaims: nil,
      idTokenClaims: ["sub": "x"])
    var code = AuthorizationCode(
      id: "i", family: "f", client: "c", redirectURI: nil, codeChallenge: "h", scopes: [], resource: nil,
      content: .inside(login), expiresAt: 9)
    #expect(AuthorizationCode(sealedJSON: code.sealedJSON) == code)
    code.content = .stored(upstreamBinding: "u")
    #expect(AuthorizationCode(sealedJSON: code.sealedJSON) == code)
    let refresh = RefreshToken(
      family: "f", counter: 3, client: "c", scopes: ["openid"], audience: ["a"], login: login, startedAt: 2,
      expiresAt: 9)
    #expect(RefreshToken(sealedJSON: refresh.sealedJSON) == refresh)
    let consent = ConsentRequest(request: request, browser: nil, expiresAt: 1)
    #expect(ConsentRequest(sealedJSON: consent.sealedJSON) == consent)
  }

  @Test("a value of another shape is none", arguments: [JSONValue.null, [], [:], ["i": 1], ["x": "y", "q": []]])
  func shapes(json: JSONValue) {
    #expect(ClientRegistration(sealedJSON: json) == nil)
    #expect(PendingAuthorization(sealedJSON: json) == nil)
    #expect(ConsentRequest(sealedJSON: json) == nil)
    #expect(ConsentMemory(sealedJSON: json) == nil)
    #expect(AuthorizationCode(sealedJSON: json) == nil)
    #expect(RefreshToken(sealedJSON: json) == nil)
    #expect(Login(json: json) == nil)
  }
}
