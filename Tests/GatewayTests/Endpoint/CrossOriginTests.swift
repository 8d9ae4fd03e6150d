import GatewayDocument
import HTTP
import JSON
import Testing

@testable import Gateway

/// Clients that run in a browser, and pages that have no business here.
@Suite struct CrossOriginTests {
  private let team = Team("engineering-tools")
  private let inspector = "https://inspector.example"

  private func run(
    _ configuration: GatewayConfiguration? = nil, listening host: String = "0.0.0.0",
    _ body: (GatewayFixture) async throws -> Void
  ) async throws {
    var options = GatewayServerOptions(version: "1")
    options.host = host
    try await GatewayFixture.run(configuration ?? team.configuration, secrets: team.secrets, options: options, body)
  }

  private func preflight(_ gateway: GatewayFixture, _ path: String = "/mcp", _ origin: String? = nil) async throws
    -> GatewayFixture.Answer
  {
    try await gateway.send(
      "OPTIONS", path,
      headers: [
        "Origin": origin ?? inspector, "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,mcp-protocol-version",
      ])
  }

  @Test("I-14, DIV-1, AS-21: a browser's preflight is answered without a token, and says what a client needs")
  func preflight() async throws {
    try await run { gateway in
      let answer = try await preflight(gateway)
      #expect(answer.status == 204)
      #expect(answer.text.isEmpty)
      #expect(answer.headers["Access-Control-Allow-Origin"] == "*")
      #expect(answer.headers["Access-Control-Allow-Credentials"] == nil)
      #expect(answer.headers["Access-Control-Allow-Methods"] == "GET, POST, DELETE, OPTIONS")
      let fields = (answer.headers["Access-Control-Allow-Headers"] ?? "").lowercased()
      for name in [
        "authorization", "content-type", "mcp-protocol-version", "mcp-session-id", "last-event-id", "mcp-method",
        "mcp-name",
      ] {
        #expect(fields.split(separator: ", ").contains(Substring(name)))
      }
      #expect(gateway.audit.events.isEmpty, "nobody asked for anything yet")
    }
  }

  @Test(
    "design 4.5: nothing but a preflight is answered without a token",
    arguments: [
      ["Access-Control-Request-Method": "POST"], ["Origin": "https://inspector.example"], [:],
    ] as [[String: String]])
  func notPreflight(_ fields: [String: String]) async throws {
    try await run { gateway in
      var headers = HTTPHeaders()
      for (name, value) in fields { headers[name] = value }
      let options = try await gateway.send("OPTIONS", "/mcp", headers: headers).status
      #expect(options == 401)
      headers["Access-Control-Request-Method"] = "POST"
      headers["Origin"] = inspector
      let post = try await gateway.send("POST", "/mcp", headers: headers).status
      #expect(post == 401)
    }
  }

  @Test("I-14: pages can read 401, 403, results and what stands in their fields") func answers() async throws {
    try await run { gateway in
      func check(_ answer: GatewayFixture.Answer, _ status: Int) {
        #expect(answer.status == status)
        #expect(answer.headers["Access-Control-Allow-Origin"] == "*")
        let exposed = answer.headers["Access-Control-Expose-Headers"] ?? ""
        for name in ["Mcp-Session-Id", "WWW-Authenticate", "Mcp-Protocol-Version"] { #expect(exposed.contains(name)) }
      }
      let token = try team.token("ada", groups: [])
      check(try await gateway.post(GatewayFixture.initialize(), headers: ["Origin": inspector]), 401)
      let opened = try await gateway.post(GatewayFixture.initialize(), token: token, headers: ["Origin": inspector])
      check(opened, 200)
      let call = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x"}}"#
      check(
        try await gateway.post(
          call, session: opened.headers["Mcp-Session-Id"], token: token, headers: ["Origin": inspector]), 403)
      check(try await gateway.send("GET", "/nothing", headers: ["Origin": inspector]), 404)
      check(
        try await gateway.post(String(repeating: " ", count: 100_000), headers: ["Origin": inspector]), 401)
    }
  }

  @Test("I-14, I-16: what is not there says so to pages as well", arguments: ["/.well-known/x", "/register"])
  func notFound(_ path: String) async throws {
    try await run { gateway in
      #expect(try await preflight(gateway, path).status == 204)
      let answer = try await gateway.send("GET", path, headers: ["Origin": inspector])
      #expect(answer.status == 404)
      #expect(answer.json == ["error": "not_found"])
      #expect(answer.headers["Access-Control-Allow-Origin"] == "*")
    }
  }

  @Test("configured origins are all there are, and are told apart") func configured() async throws {
    var configuration = team.configuration
    configuration.authentication.allowedOrigins = [inspector]
    try await run(configuration) { gateway in
      let answer = try await preflight(gateway)
      #expect(answer.headers["Access-Control-Allow-Origin"] == inspector)
      #expect(answer.headers["Vary"]?.contains("Origin") == true)
      let token = try team.token("ada", groups: [])
      for origin in ["https://evil.example", "http://inspector.example", "https://inspector.example:8443", "null"] {
        let refused = try await preflight(gateway, "/mcp", origin)
        #expect(refused.status == 403)
        #expect(refused.headers["Access-Control-Allow-Origin"] == nil)
        let post = try await gateway.post(GatewayFixture.initialize(), token: token, headers: ["Origin": origin])
        #expect(post.status == 403)
        #expect(post.headers["Access-Control-Allow-Origin"] == nil)
      }
      let own = try await gateway.post(GatewayFixture.initialize(), token: token, headers: ["Origin": team.issuer])
      #expect(own.headers["Access-Control-Allow-Origin"] == team.issuer)
    }
  }

  @Test("DR-1: on loopback, and without tokens, foreign pages and foreign names stay outside") func rebinding()
    async throws
  {
    try await run(listening: "127.0.0.1") { gateway in
      #expect(try await preflight(gateway).status == 403)
      #expect(try await preflight(gateway, "/mcp", "http://localhost:6274").status == 204)
      let token = try team.token("ada", groups: [])
      let rebound = try await gateway.post(
        GatewayFixture.initialize(), token: token, headers: ["Host": "evil.example", "Origin": "http://evil.example"])
      #expect(rebound.status == 403)
      #expect(rebound.headers["Access-Control-Allow-Origin"] == nil)
    }
    try await run(GatewayFixture.openConfiguration()) { gateway in
      #expect(try await preflight(gateway).status == 403)
      let post = try await gateway.post(GatewayFixture.initialize(), headers: ["Origin": inspector])
      #expect(post.status == 403)
    }
  }

  @Test("7.1: without tokens everybody is the same, with the claims of an anonymous user") func anonymous()
    async throws
  {
    var configuration = GatewayFixture.openConfiguration()
    configuration.authorization.mode = .cedar
    configuration.authorization.policies = [
      #"permit(principal == Client::"anonymous", action, resource) when { principal.claim_iss == "toolhive-local" && "#
        + #"principal.claim_aud == "toolhive" && principal.claim_email == "anonymous@localhost" && "#
        + #"principal.claim_name == "Anonymous User" && principal has claim_exp };"#
    ]
    let backend = FakeBackend("b", tools: ["t"])
    try await GatewayFixture.run(configuration, backends: [backend]) { gateway in
      let session = try await gateway.openSession()
      #expect(try await gateway.call("b_t", session: session).status == 200)
    }
  }
}
