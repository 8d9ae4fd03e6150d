import GatewayDocument
import JSON
import Testing

@testable import Gateway

@Suite struct HotSwapTests {
  private let backend = FakeBackend("kube", tools: ["get_pods"])

  private func configuration(_ policies: [String]) -> GatewayConfiguration {
    var configuration = GatewayFixture.openConfiguration()
    configuration.authorization.mode = .cedar
    configuration.authorization.policies = policies
    configuration.backends = [GatewayFixture.backend(backend)]
    return configuration
  }

  private func run(_ body: (GatewayFixture) async throws -> Void) async throws {
    try await backend.start()
    do {
      try await GatewayFixture.run { gateway in
        try await gateway.load(configuration(["permit(principal, action, resource);"]))
        try await body(gateway)
      }
    } catch {
      await backend.stop()
      throw error
    }
    await backend.stop()
  }

  @Test("GUIDE-013: a changed policy decides the next call, in the same session, without asking the backend anew")
  func swap() async throws {
    try await run { gateway in
      let session = try await gateway.openSession()
      #expect(try await gateway.toolNames(session: session) == ["kube_get_pods"])
      #expect(try await gateway.call("kube_get_pods", session: session).status == 200)
      try await gateway.load(
        configuration([
          "permit(principal, action, resource);", #"forbid(principal, action, resource == Tool::"get_pods");"#,
        ]))
      let denied = try await gateway.call("kube_get_pods", session: session)
      #expect(denied.status == 403)
      #expect(try await gateway.toolNames(session: session).isEmpty)
      #expect(backend.seen.filter { $0.method == "initialize" }.count == 1)
    }
  }

  @Test("GUIDE-082: another signing key in the secrets decides the next request: old tokens are 401, new ones let in")
  func secrets() async throws {
    let team = Team("engineering-tools")
    var renewed = team
    renewed.key = .generate()
    try await GatewayFixture.run(team.configuration, secrets: team.secrets) { gateway in
      let old = try team.token("ada", groups: ["mcp-admin"])
      let new = try renewed.token("ada", groups: ["mcp-admin"])
      func status(_ token: String) async throws -> Int {
        try await gateway.post(GatewayFixture.initialize(), token: token).status
      }
      func hash() async throws -> String? {
        try await gateway.send("GET", "/status").json[path: "configuration", "hash"]?.stringValue
      }
      #expect(try await status(old) == 200)
      #expect(try await status(new) == 401)
      let before = try #require(try await hash())
      try await gateway.load(team.configuration, renewed.secrets)
      #expect(try await status(old) == 401)
      #expect(try await status(new) == 200)
      #expect(try await hash() != before)
    }
  }

  @Test("A request that has begun ends with the policies that it began with") func inFlight() async throws {
    try await run { gateway in
      let session = try await gateway.openSession()
      let latch = Latch()
      backend.behave(.held(latch))
      async let begun = gateway.call("kube_get_pods", session: session)
      try await gateway.eventually("the call is at the backend") { !backend.calls().isEmpty }
      try await gateway.load(configuration(["forbid(principal, action, resource);"]))
      let after = try await gateway.call("kube_get_pods", session: session)
      #expect(after.status == 403)
      latch.open()
      let answer = try await begun
      #expect(answer.status == 200)
      #expect(answer.json[path: "result", "content"]?[0]?["text"] == "kube did get_pods")
    }
  }

  @Test(
    "A document that does not compile is reported, and the old policies keep deciding",
    arguments: [
      ("permit(principal, action resource);", "policies[0], line 1"), ("", "policies"),
    ])
  func refused(_ policy: String, _ place: String) async throws {
    try await run { gateway in
      let session = try await gateway.openSession()
      let before = gateway.server.holder.current?.hash
      gateway.source.send(configuration([policy]).text)
      try await gateway.eventually("the refusal") { gateway.server.holder.report.refusal != nil }
      let ready = try await gateway.send("GET", "/readyz")
      #expect(ready.status == 200)
      #expect(ready.json["refused"]?["at"]?.stringValue != nil)
      #expect(ready.json["refused"]?["problems"] == nil)
      let status = try await gateway.send("GET", "/status")
      #expect(status.text.contains(place), "\(status.text)")
      #expect(status.json[path: "configuration", "hash"]?.stringValue == before)
      #expect(try await gateway.call("kube_get_pods", session: session).status == 200)
      try await gateway.load(configuration(["permit(principal, action, resource);"]))
      #expect(try await gateway.send("GET", "/readyz").json["refused"] == nil)
    }
  }

  @Test(
    "Everything that is wrong with a document is said",
    arguments: ["nonsense", "format: other/v9", "format: vmcp.gateway/v1\nname: x\nunknown: 1"])
  func unreadable(_ text: String) async throws {
    try await GatewayFixture.run { gateway in
      gateway.source.send(text)
      try await gateway.eventually("the refusal") { gateway.server.holder.report.refusal != nil }
      #expect(try await gateway.send("GET", "/readyz").status == 503)
    }
  }

  @Test("What is not supported is refused by name") func unsupported() async throws {
    try await GatewayFixture.run { gateway in
      var configuration = GatewayFixture.openConfiguration()
      var secure = BackendConfiguration()
      secure.name = "tls"
      secure.url = "https://user@localhost:1/mcp"
      configuration.backends = [secure]
      gateway.source.send(configuration.text)
      try await gateway.eventually("the refusal") { gateway.server.holder.report.refusal != nil }
      #expect(
        gateway.server.holder.report.refusal?.problems.map(\.path) == ["backends[0].url"])
    }
  }
}
