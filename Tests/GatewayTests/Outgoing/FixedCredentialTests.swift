import GatewayDocument
import HTTP
import JSON
import Testing

@testable import Gateway

@Suite struct FixedCredentialTests {
  private let backend = FakeBackend("github", tools: ["get"])

  /// A gateway in front of one backend that is authenticated to like this.
  private func run(
    _ change: (inout BackendConfiguration) -> Void, passing: [String] = [], secrets: [String: String],
    _ body: (GatewayFixture, GatewayConfiguration) async throws -> Void
  ) async throws {
    try await backend.start()
    var configuration = GatewayFixture.openConfiguration()
    var github = GatewayFixture.backend(backend)
    change(&github)
    configuration.backends = [github]
    configuration.passthroughHeaders = passing
    let values = GatewaySecrets(secrets.mapValues { SecretValue(Array($0.utf8)) })
    let complete = configuration
    do {
      try await GatewayFixture.run(complete, secrets: values) { try await body($0, complete) }
    } catch {
      await backend.stop()
      throw error
    }
    await backend.stop()
  }

  private static func bearer(_ github: inout BackendConfiguration) {
    var authentication = BackendAuthentication()
    authentication.kind = .bearerToken
    authentication.bearerToken = FixedTokenConfiguration(tokenKey: "k")
    github.authentication = authentication
  }

  @Test("A fixed token and headers go with every request: the gateway's own looks, openings, lists and calls")
  func everywhere() async throws {
    try await run(
      {
        Self.bearer(&$0)
        $0.headers = [BackendHeader("X-Team", value: "eng"), BackendHeader("X-Key", valueKey: "h")]
      }, secrets: ["k": "tok", "h": "s3cret"]
    ) { gateway, _ in
      let session = try await gateway.openSession()
      #expect(try await gateway.toolNames(session: session) == ["github_get"])
      #expect(try await gateway.call("github_get", session: session).json[path: "result", "isError"] == nil)
      let seen = backend.seen
      #expect(Set(seen.map(\.method)) == ["initialize", "notifications/initialized", "tools/list", "tools/call"])
      for request in seen {
        #expect(request.headers.values("Authorization") == ["Bearer tok"])
        #expect(request.headers["X-Team"] == "eng" && request.headers["X-Key"] == "s3cret")
      }
      let status = try await gateway.send("GET", "/status")
      #expect(status.json["backends"]?[0]?["auth_type"] == "bearer_token")
      for secret in ["tok\"", "s3cret"] { #expect(!status.text.contains(secret)) }
    }
  }

  @Test("TP-1: nothing of the client's reaches a backend by accident: credentials, session, addresses, duplicates")
  func nothing() async throws {
    let sent: HTTPHeaders = [
      "Authorization": "Bearer canary-1", "Cookie": "canary-2", "COOKIE": "canary-3",
      "proxy-authorization": "Basic canary-4", "X-Forwarded-For": "canary-5", "x-forwarded-host": "canary-6",
      "Forwarded": "for=canary-7", "X-Real-IP": "canary-8", "X-Api-Key": "canary-9", "X-Custom": "canary-10",
      "User-Agent": "canary-11", "Accept-Language": "canary-12", "traceparent": "canary-13", "Referer": "canary-14",
      "X-Request-Id": "canary-15", "Mcp-Protocol-Version": "2025-06-18", "Last-Event-ID": "canary-16",
      "DPoP": "canary-17", "Mcp-Method": "canary-18",
    ]
    try await run({ Self.bearer(&$0) }, secrets: ["k": "tok"]) { gateway, _ in
      let session = try await gateway.openSession()
      _ = try await gateway.toolNames(session: session)
      let body = #"{"jsonrpc":"2.0","id":"c1","method":"tools/call","params":{"name":"github_get","arguments":{}}}"#
      let answer = try await gateway.post(body, session: session, headers: sent)
      #expect(answer.status == 200)
      #expect(backend.calls().count == 1)
      for request in backend.seen {
        for field in request.headers.fields {
          #expect(!field.value.contains("canary"), "\(field)")
          #expect(field.value != session)
        }
        #expect(request.headers.values("Authorization") == ["Bearer tok"])
        #expect(request.headers["MCP-Protocol-Version"] != "2025-06-18")
      }
    }
  }

  @Test("What is listed is passed on: as it is, at the lowest precedence, and with calls only")
  func passed() async throws {
    try await run(
      {
        Self.bearer(&$0)
        $0.headers = [BackendHeader("X-Team", value: "eng")]
      }, passing: ["X-Tenant", "traceparent", "X-Team"], secrets: ["k": "tok"]
    ) { gateway, _ in
      let session = try await gateway.openSession()
      _ = try await gateway.toolNames(session: session)
      let body = #"{"jsonrpc":"2.0","id":"c1","method":"tools/call","params":{"name":"github_get","arguments":{}}}"#
      let headers: HTTPHeaders = ["x-tenant": "acme", "TraceParent": "00-1", "X-Team": "evil", "X-Other": "o"]
      _ = try await gateway.post(body, session: session, headers: headers)
      let call = try #require(backend.calls().first)
      #expect(call.headers.values("X-Tenant") == ["acme"] && call.headers.values("traceparent") == ["00-1"])
      #expect(call.headers.values("X-Team") == ["eng"] && call.headers["X-Other"] == nil)
      #expect(backend.seen.filter { $0.method != "tools/call" }.allSatisfy { $0.headers["X-Tenant"] == nil })
    }
  }

  @Test("A changed secret is a new session with the new value, at once; one that is the same changes nothing")
  func rotation() async throws {
    try await run({ Self.bearer(&$0) }, secrets: ["k": "tok"]) { gateway, configuration in
      let session = try await gateway.openSession()
      _ = try await gateway.toolNames(session: session)
      var renamed = configuration
      renamed.audit.component = "other"
      try await gateway.load(renamed, GatewaySecrets(["k": SecretValue(Array("tok".utf8))]))
      #expect(backend.seen.count { $0.method == "initialize" } == 1)
      try await gateway.load(renamed, GatewaySecrets(["k": SecretValue(Array("new".utf8))]))
      try await gateway.eventually("the new token is used") {
        backend.seen.contains { $0.method == "tools/list" && $0.headers["Authorization"] == "Bearer new" }
      }
      #expect(backend.seen.count { $0.method == "initialize" } == 2)
    }
  }

  @Test("A secret that cannot be a credential refuses the document, and is not repeated") func unusable() async throws {
    try await run({ Self.bearer(&$0) }, secrets: ["k": "tok"]) { gateway, configuration in
      gateway.source.send(configuration.text, GatewaySecrets(["k": SecretValue(Array("a\r\nX-Evil: b".utf8))]))
      try await gateway.eventually("it is refused") { gateway.server.holder.report.refusal != nil }
      let refusal = try #require(gateway.server.holder.report.refusal)
      #expect(refusal.description.contains("backends[0].authentication"), "\(refusal)")
      #expect(!refusal.description.contains("Evil"))
      #expect(gateway.server.holder.current != nil, "the last good one stays")
    }
  }
}
