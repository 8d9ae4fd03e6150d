import FoundationEssentials
import GatewayDocument
import HTTP
import JOSE
import JSON
import Testing

@testable import Gateway

/// Tokens of an issuer outside the gateway, over real sockets.
@Suite struct ExternalIssuerTests {
  private let backend = FakeBackend("kubernetes", tools: ["get_pods", "delete_namespace"])

  private func status(_ token: String, _ gateway: GatewayFixture) async throws -> Int {
    try await gateway.post(GatewayFixture.initialize(), token: token).status
  }

  @Test("RS-01: the claims of the presented token decide, and the issuer is asked once") func claims() async throws {
    try await FakeIssuer.run(backends: [backend]) { issuer, gateway in
      let ada = issuer.token("ada", groups: ["mcp-developers"])
      let session = try await gateway.openSession(token: ada)
      #expect(try await gateway.toolNames(session: session, token: ada) == ["kubernetes_get_pods"])
      #expect(try await gateway.call("kubernetes_get_pods", session: session, token: ada).status == 200)
      #expect(try await gateway.call("kubernetes_delete_namespace", session: session, token: ada).status == 403)
      let event = try #require(gateway.audit.events.last)
      #expect(event[path: "subjects", "user"] == "ada@example.com")
      #expect(event[path: "subjects", "user_id"] == "ada")
      let eve = issuer.token("eve")
      #expect(try await gateway.call("kubernetes_get_pods", session: session, token: eve).status == 403)
      #expect(issuer.paths == ["/.well-known/openid-configuration", "/keys"])
      #expect(backend.seen.allSatisfy { $0.headers["Authorization"] == nil }, "RS-10: the token goes no further")
    }
  }

  @Test("RS-02, RS-07: the challenge and the metadata lead to the issuer; there is no authorization server here")
  func discovery() async throws {
    try await FakeIssuer.run { issuer, gateway in
      let answer = try await gateway.post(GatewayFixture.initialize())
      #expect(answer.status == 401)
      #expect(
        answer.headers["WWW-Authenticate"] == #"Bearer realm="\#(issuer.url)", "#
          + #"resource_metadata="https://team.example.com/.well-known/oauth-protected-resource/mcp""#)
      for path in ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"] {
        let metadata = try await gateway.send("GET", path, headers: ["Host": "anything.example"])
        #expect(metadata.json["authorization_servers"] == [.string(issuer.url)])
        #expect(metadata.json["resource"] == .string(FakeIssuer.audience))
      }
      for path in ["/.well-known/oauth-authorization-server", "/.well-known/jwks.json", "/oauth/token"] {
        let none = try await gateway.send("GET", path)
        #expect(none.status == 404)
        #expect(none.json == ["error": "not_found"])
      }
    }
  }

  @Test("GUIDE-110: each reason is said, and no more") func reasons() async throws {
    try await FakeIssuer.run { issuer, gateway in
      func reason(_ token: String) async throws -> JSONValue? {
        let answer = try await gateway.post(GatewayFixture.initialize(), token: token)
        #expect(answer.status == 401)
        #expect(!answer.text.contains(token))
        return answer.json["error_description"]
      }
      let cases: [(String, JSONValue)] = [
        (issuer.token("ada", ["exp": .int(Team.now - 1)]), "Invalid token: token is expired"),
        (issuer.token("ada", ["nbf": .int(Team.now + 600)]), "Invalid token: token is not valid yet"),
        (issuer.token("ada", ["iat": .int(Team.now + 600)]), "Invalid token: token was issued in the future"),
        (issuer.token("ada", ["aud": "https://sales"]), "Invalid token: token has an invalid audience"),
        (issuer.token("ada", ["iss": "https://sales"]), "Invalid token: token has an invalid issuer"),
        (issuer.token("ada", ["sub": ""]), "Invalid authentication claims"),
        (issuer.token("ada", key: .generate()), "Invalid token: token is signed with an unknown key"),
        ("opaque", "Invalid token: token is not active"),
      ]
      for (token, expected) in cases {
        let said = try await reason(token)
        #expect(said == expected)
      }
    }
  }

  @Test("DIV-17: an opaque token is introspected, once for many requests, and its groups count") func opaque()
    async throws
  {
    try await FakeIssuer.run(backends: [backend]) { issuer, gateway in
      issuer.change {
        $0.active["opaque-1"] = [
          "sub": "ada", "aud": .string(FakeIssuer.audience), "groups": ["mcp-admin"], "client_id": "cli",
        ]
      }
      let session = try await gateway.openSession(token: "opaque-1")
      #expect(try await gateway.call("kubernetes_delete_namespace", session: session, token: "opaque-1").status == 200)
      #expect(issuer.paths == ["/introspect"])
      #expect(try await status("opaque-2", gateway) == 401)
      #expect(try await status("opaque-1", gateway) == 200)
    }
  }

  @Test("while the issuer does not answer, a token that is not known is 503 and not refused; known ones go on")
  func outage() async throws {
    try await FakeIssuer.run { issuer, gateway in
      let known = issuer.token("ada")
      issuer.change { $0.isDown = true }
      let answer = try await gateway.post(GatewayFixture.initialize(), token: "opaque")
      #expect(answer.status == 503)
      #expect(
        answer.json == [
          "error": "temporarily_unavailable", "error_description": "authentication service temporarily unavailable",
        ])
      #expect(answer.headers["WWW-Authenticate"] == nil)
      #expect(answer.headers["Retry-After"] == "5")
      issuer.change { $0.isDown = false }
      #expect(try await status(known, gateway) == 200)
      issuer.change { $0.isDown = true }
      #expect(try await status(known, gateway) == 200)
      #expect(try await status(issuer.token("bob"), gateway) == 200, "the keys are at hand")
    }
  }

  @Test("a changed policy keeps what is known of the issuer; a revocation counts at once") func swap() async throws {
    try await FakeIssuer.run(policies: ["permit(principal, action, resource);"]) { issuer, gateway in
      let ada = issuer.token("ada")
      #expect(try await status(ada, gateway) == 200)
      issuer.change { $0.isDown = true }
      var configuration = issuer.configuration(["permit(principal, action, resource) when { true };"])
      try await gateway.load(configuration, FakeIssuer.secrets)
      #expect(try await status(ada, gateway) == 200)
      var rule = RevocationRule()
      rule.user = "ADA@example.com"
      configuration.authentication.external?.revocations = [rule]
      try await gateway.load(configuration, FakeIssuer.secrets)
      #expect(try await status(ada, gateway) == 401)
      #expect(try await status(issuer.token("bob"), gateway) == 200)
      #expect(issuer.paths.count == 2)
    }
  }

  @Test("the issuer's documents are asked for with the token of a file, and without a file not at all") func tokenFile()
    async throws
  {
    let path = FileManager.default.temporaryDirectory.path + "/issuer-token-" + Random.token(bytes: 8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await FakeIssuer.run {
      $0.authentication.external?.tokenPath = path
    } _: { issuer, gateway in
      let ada = issuer.token("ada")
      #expect(try await status(ada, gateway) == 503)
      #expect(issuer.paths.isEmpty)
      try Data("pod-token\n".utf8).write(to: URL(fileURLWithPath: path))
      try await gateway.eventually("the issuer is asked again") { try await status(ada, gateway) == 200 }
      #expect(issuer.credentials == ["Bearer pod-token", "Bearer pod-token"])
    }
  }

  @Test("SH-1: a session is its caller's alone, whatever else is right") func sessions() async throws {
    try await FakeIssuer.run { issuer, gateway in
      let ada = try await gateway.openSession(token: issuer.token("ada"))
      func ping(_ token: String) async throws -> Int {
        try await gateway.post(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, session: ada, token: token).status
      }
      #expect(try await ping(issuer.token("eve")) == 404)
      #expect(try await ping(issuer.token("ada")) == 200, "another token of the same person")
    }
  }

  @Test("large requests are for tokens that are known to be good") func bodyLimit() async throws {
    try await FakeIssuer.run { issuer, gateway in
      issuer.change { $0.active["opaque"] = ["sub": "ada", "aud": .string(FakeIssuer.audience)] }
      let handler = GatewayHandler(
        holder: gateway.server.holder, storages: gateway.server.storages, mode: "static", version: "1")
      func limit(_ token: String) -> Int {
        var head = HTTPRequest(method: "POST", path: "/mcp")
        head.headers["Authorization"] = "Bearer " + token
        return handler.bodyLimit(head, largest: 8 << 20)
      }
      let ada = issuer.token("ada")
      #expect(limit(ada) == 65_536)
      #expect(limit("opaque") == 65_536)
      for token in [ada, "opaque"] {
        let status = try await status(token, gateway)
        #expect(status == 200)
      }
      #expect(limit(ada) == 8 << 20)
      #expect(limit("opaque") == 8 << 20)
      #expect(limit(issuer.token("bob")) == 8 << 20, "the keys are at hand")
      #expect(limit(issuer.token("bob", key: .generate())) == 65_536)
    }
  }

  @Test(
    "a document that contradicts itself is refused",
    arguments: [
      ("authentication.issuer", "http://idp.example.com"), ("keysURL", "http://idp.example.com/keys"),
      ("caBundlePath", "/etc/../shadow"), ("tokenPath", "/a/../b"), ("clientID", ""), ("caBundleKey", "bundle"),
    ])
  func documents(_ place: String, _ value: String) async throws {
    try await GatewayFixture.run { gateway in
      var configuration = Team("team").configuration
      configuration.authorizationServer = nil
      configuration.authorization.primaryUpstream = nil
      var external = ExternalIssuerConfiguration()
      switch place {
      case "authentication.issuer": configuration.authentication.issuer = value
      case "keysURL": external.keysURL = value
      case "caBundlePath": external.caBundlePath = value
      case "tokenPath": external.tokenPath = value
      case "caBundleKey": external.caBundleKey = value
      default: external.clientSecretKey = "client-secret"
      }
      configuration.authentication.external = external
      gateway.source.send(
        configuration.text,
        GatewaySecrets(["client-secret": SecretValue([1]), "bundle": SecretValue(Array("no PEM".utf8))]))
      try await gateway.eventually("it is refused") { gateway.server.holder.report.refusal != nil }
      let problems = try #require(gateway.server.holder.report.refusal?.problems)
      #expect(problems.contains { $0.path.hasSuffix(place) }, "\(problems)")
    }
  }
}
