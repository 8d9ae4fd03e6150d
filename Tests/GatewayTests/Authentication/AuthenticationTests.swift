import HTTP
import JOSE
import JSON
import Testing

@testable import Gateway

@Suite struct AuthenticationTests {
  private let team = Team("engineering-tools")
  private let backend = FakeBackend("kubernetes", tools: ["get_pods"])

  private func run(_ body: (GatewayFixture) async throws -> Void) async throws {
    try await GatewayFixture.run(team.configuration, secrets: team.secrets, backends: [backend], body)
  }

  private let plainChallenge =
    #"Bearer realm="https://engineering-tools.example.com", "#
    + #"resource_metadata="https://engineering-tools.example.com/.well-known/oauth-protected-resource", scope="openid""#

  private func challenge(_ code: String, _ description: String) -> String {
    plainChallenge + #", error="\#(code)", error_description="\#(description)""#
  }

  @Test(
    "GUIDE-066, GUIDE-067, DIV-18: whatever its method and Accept, a request without a token is 401",
    arguments: ["GET", "POST", "DELETE", "PUT", "OPTIONS"])
  func noToken(_ method: String) async throws {
    try await run { gateway in
      let answer = try await gateway.send(method, "/mcp", headers: ["Accept": "*/*"])
      #expect(answer.status == 401)
      #expect(
        answer.json == ["error": "invalid_request", "error_description": "authorization header required"])
      #expect(answer.headers["WWW-Authenticate"] == plainChallenge)
    }
  }

  @Test("GUIDE-008, DIV-18: rubbish without a token is 401 before anybody looks at it") func beforeBody() async throws {
    try await run { gateway in
      let answer = try await gateway.send(
        "POST", "/mcp", headers: ["Content-Type": "text/plain", "Accept": "image/png", "Origin": "http://evil"],
        body: "{{{")
      #expect(answer.status == 401)
    }
  }

  @Test("design 4.5: a body over the limit is 401 with the challenge without a token, 413 with one, both audited")
  func tooLarge() async throws {
    var options = GatewayServerOptions(version: "1")
    options.bodyLimit = 1000
    try await GatewayFixture.run(team.configuration, secrets: team.secrets, options: options) { gateway in
      let body = String(repeating: " ", count: 1_000_000)
      let stranger = try await gateway.post(body)
      #expect(stranger.status == 401)
      #expect(stranger.headers["WWW-Authenticate"] == plainChallenge)
      let expired = try await gateway.post(body, token: try team.token("ada", groups: [], lifetime: -10))
      #expect(expired.status == 401)
      #expect(expired.headers["WWW-Authenticate"] == challenge("invalid_token", "token is expired"))
      let known = try await gateway.post(body, token: try team.token("ada", groups: []))
      #expect(known.status == 413)
      #expect(known.headers["X-Request-Id"] != nil)
      #expect(gateway.audit.events.map { $0[path: "metadata", "extra"]?["status"] } == [401, 401, 413])
      #expect(gateway.audit.events.map { $0[path: "subjects", "user"] } == ["anonymous", "anonymous", "Name of ada"])
      #expect(try await gateway.send("POST", "/oauth/token", body: body).status == 413)
    }
  }

  @Test("strangers are given little memory: the large limit is for valid tokens at the endpoint alone")
  func bodyLimit() async throws {
    try await GatewayFixture.run(team.configuration, secrets: team.secrets) { gateway in
      let handler = GatewayHandler(
        holder: gateway.server.holder, storages: gateway.server.storages, mode: "static", version: "1")
      func limit(_ path: String, _ token: String?) -> Int {
        var head = HTTPRequest(method: "POST", path: path)
        head.headers["Authorization"] = token.map { "Bearer " + $0 }
        return handler.bodyLimit(head, largest: 8 << 20)
      }
      let token = try team.token("ada", groups: [])
      #expect(limit("/mcp", token) == 8 << 20)
      #expect(limit("/mcp", nil) == 65_536)
      #expect(limit("/mcp", "forged") == 65_536)
      #expect(limit("/mcp", try team.token("ada", groups: [], lifetime: -10)) == 65_536)
      #expect(limit("/oauth/token", token) == 65_536)
    }
  }

  @Test("DIV-33, I-18: without configured scopes the metadata names the issuer's, the challenge none")
  func scopes() async throws {
    func answers(_ scopes: [String]) async throws -> (metadata: JSONValue?, challenge: String) {
      var configuration = team.configuration
      configuration.authentication.scopes = scopes
      configuration.authorizationServer?.scopesSupported = ["openid", "email", "offline_access"]
      var found: (JSONValue?, String) = (nil, "")
      try await GatewayFixture.run(configuration, secrets: team.secrets) { gateway in
        let metadata = try await gateway.send("GET", "/.well-known/oauth-protected-resource")
        found = (metadata.json["scopes_supported"], try await gateway.post("{}").headers["WWW-Authenticate"] ?? "")
      }
      return found
    }
    let open = try await answers([])
    #expect(open.metadata == ["openid", "email"])
    #expect(open.challenge.hasPrefix("Bearer ") && !open.challenge.contains("scope="))
    let configured = try await answers(["openid", "offline_access"])
    #expect(configured.metadata == ["openid"])
    #expect(configured.challenge.hasSuffix(#"scope="openid""#))
  }

  @Test(
    "GUIDE-007, GUIDE-113: the challenge leads to metadata that names the issuer, on any host and sub-path",
    arguments: ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"])
  func metadata(_ path: String) async throws {
    try await run { gateway in
      let answer = try await gateway.send("GET", path, headers: ["Origin": "https://inspector.example"])
      #expect(answer.status == 200)
      #expect(
        answer.json == [
          "resource": "https://engineering-tools.example.com",
          "authorization_servers": ["https://engineering-tools.example.com"],
          "bearer_methods_supported": ["header"], "scopes_supported": ["openid"],
        ])
      #expect(answer.headers["Access-Control-Allow-Origin"] == "https://inspector.example")
      #expect(try await gateway.send("OPTIONS", path).status == 204)
    }
  }

  @Test("DIV-30: the scheme is compared without case", arguments: ["Bearer", "bearer", "BEARER"])
  func scheme(_ scheme: String) async throws {
    try await run { gateway in
      let token = try team.token("ada", groups: [])
      let headers: HTTPHeaders = ["Authorization": "\(scheme) \(token)"]
      let answer = try await gateway.post(GatewayFixture.initialize(), headers: headers)
      #expect(answer.status == 200)
    }
  }

  @Test(
    "A field that holds no bearer token is 401",
    arguments: [
      ("Basic YTpi", "invalid authorization header format, expected 'Bearer <token>'"),
      ("Bearer", "empty token in authorization header"), ("Bearer  ", "empty token in authorization header"),
      ("Bearer a b", "invalid authorization header format, expected 'Bearer <token>'"),
    ])
  func malformedField(_ value: String, _ description: String) async throws {
    try await run { gateway in
      let answer = try await gateway.send("GET", "/mcp", headers: ["Authorization": value])
      #expect(answer.status == 401)
      #expect(answer.json["error_description"] == .string(description))
    }
  }

  private func refusal(_ token: String, _ gateway: GatewayFixture) async throws -> JSONValue {
    let answer = try await gateway.post(GatewayFixture.initialize(), token: token)
    #expect(answer.status == 401)
    #expect(answer.json["error"] == "invalid_token")
    let challenge = answer.headers["WWW-Authenticate"] ?? ""
    #expect(challenge.contains(#"error="invalid_token""#))
    #expect(!answer.text.contains(token))
    return answer.json["error_description"] ?? .null
  }

  @Test("GUIDE-110: expired, foreign, unsigned and altered tokens are 401, each with its reason") func bad()
    async throws
  {
    try await run { gateway in
      let expired = try team.token("ada", groups: [], lifetime: -10)
      #expect(try await refusal(expired, gateway) == "Invalid token: token is expired")
      let issuer = try team.token("ada", groups: [], issuer: "https://other.example.com")
      #expect(try await refusal(issuer, gateway) == "Invalid token: token has an invalid issuer")
      let audience = try team.token("ada", groups: [], audience: "https://other.example.com")
      #expect(try await refusal(audience, gateway) == "Invalid token: token has an invalid audience")
      let good = try team.token("ada", groups: [])
      let parts = good.split(separator: ".").map(String.init)
      let none = Base64URL.encode(Array(#"{"alg":"none","typ":"JWT","kid":"\#(team.key.keyID)"}"#.utf8))
      for token in [
        none + "." + parts[1] + ".", none + "." + parts[1] + "." + parts[2], parts[0] + "." + parts[1] + ".",
        parts[0] + "." + Base64URL.encode(Array(#"{"sub":"root"}"#.utf8)) + "." + parts[2], "opaque", "a.b.c",
      ] {
        _ = try await refusal(token, gateway)
      }
      #expect(gateway.audit.events.allSatisfy { $0["outcome"] == "denied" })
      #expect(gateway.audit.events.count == 9)
    }
  }

  @Test("GUIDE-023: a token that does not name this gateway in its audience is 401, one that does among others is not")
  func audience() async throws {
    try await run { gateway in
      func token(_ audience: JSONValue?) -> String {
        var claims: JSONObject = [
          "iss": .string(team.issuer), "sub": "ada", "exp": .int(Team.now + 600), "iat": .int(Team.now),
        ]
        claims["aud"] = audience
        return JWT.sign(claims, with: team.key)
      }
      let other = "https://other.example.com"
      for audience: JSONValue? in [nil, .null, "", [], .string(other), [.string(other)], ["x": .string(team.issuer)]] {
        let reason = try await refusal(token(audience), gateway)
        #expect(reason == "Invalid token: token has an invalid audience")
      }
      for audience: JSONValue in [.string(team.issuer), [.string(other), .string(team.issuer)]] {
        let answer = try await gateway.post(GatewayFixture.initialize(), token: token(audience))
        #expect(answer.status == 200)
      }
    }
  }

  @Test("GUIDE-012: the identity provider's own token is refused") func upstreamToken() async throws {
    try await run { gateway in
      let foreign = JWT.sign(
        [
          "iss": "https://okta.example.com/oauth2/default", "sub": "ada", "aud": [.string(team.issuer)],
          "exp": .int(Team.now + 600),
        ], with: .generate())
      _ = try await refusal(foreign, gateway)
    }
  }

  @Test("GUIDE-021, GUIDE-022, GUIDE-102: another team's token is 401, even with the same names everywhere")
  func isolation() async throws {
    var sales = Team("sales-tools", policies: ["permit(principal, action, resource);"])
    try await GatewayFixture.run(sales.configuration, secrets: sales.secrets) { gateway in
      _ = try await refusal(try team.token("ada", groups: ["mcp-developers"]), gateway)
      _ = try await refusal(try team.token("ada", groups: [], audience: sales.issuer), gateway)
    }
    sales.issuer = team.issuer
    try await GatewayFixture.run(sales.configuration, secrets: sales.secrets) { gateway in
      _ = try await refusal(try team.token("ada", groups: ["mcp-developers"]), gateway)
    }
  }

  @Test("GUIDE-084: a refused token leaves one event with the team and no token") func audit() async throws {
    try await run { gateway in
      let token = try team.token("ada", groups: [], lifetime: -10)
      _ = try await refusal(token, gateway)
      let event = try #require(gateway.audit.events.first)
      #expect(event["component"] == "engineering-tools")
      #expect(event["outcome"] == "denied")
      #expect(event[path: "authentication", "reason"] == "token is expired")
      #expect(!gateway.audit.text.contains(token))
    }
  }
}
