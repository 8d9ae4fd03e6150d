import JSON
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(2))) struct SSEBackendTests {
  private func run(_ body: (GatewayFixture, FakeSSEBackend) async throws -> Void) async throws {
    try await GatewayFixture.run(GatewayFixture.openConfiguration(), backends: []) { gateway in
      let backend = FakeSSEBackend()
      try await backend.start()
      do {
        try await body(gateway, backend)
      } catch {
        await backend.stop()
        throw error
      }
      await backend.stop()
    }
  }

  private func load(_ backend: FakeSSEBackend, _ gateway: GatewayFixture, timeout: Int = 5) async throws {
    var configuration = GatewayFixture.openConfiguration()
    configuration.backends = [backend.configuration("old", timeout: timeout)]
    try await gateway.load(configuration)
  }

  @Test("A backend of 2024-11-05 is listed and called, and its stream outlives a restart of it") func works()
    async throws
  {
    try await run { gateway, backend in
      try await load(backend, gateway)
      let session = try await gateway.openSession()
      try await gateway.eventually("its tools are listed") {
        try await gateway.toolNames(session: session) == ["old_greet"]
      }
      let answer = try await gateway.call("old_greet", session: session)
      #expect(answer.json[path: "result", "content"]?[0]?["text"] == "hello")
      #expect(backend.opened == 1, "one stream for everything")
      try await gateway.eventually("its ping was answered") { backend.posted.contains("reply 77") }
      #expect(backend.posted.prefix(2) == ["initialize", "notifications/initialized"])
      backend.drop()
      try await gateway.eventually("it is called on a new stream") {
        try await gateway.call("old_greet", session: session).json[path: "result", "content"]?[0]?["text"] == "hello"
      }
      #expect(backend.opened == 2)
    }
  }

  @Test("A backend of 2024-11-05 that gives no answer is given up after its time") func slow() async throws {
    try await run { gateway, backend in
      try await load(backend, gateway, timeout: 1)
      let session = try await gateway.openSession()
      try await gateway.eventually("its tools are listed") {
        try await gateway.toolNames(session: session) == ["old_greet"]
      }
      backend.fallSilent()
      let answer = try await gateway.call("old_greet", session: session)
      #expect(answer.json[path: "result", "isError"] == true)
      #expect(
        answer.json[path: "result", "content"]?[0]?["text"]?.stringValue?.contains("did not answer in time") == true)
    }
  }

  @Test("Messages are not sent where a stream of another origin would have them") func otherOrigin() async throws {
    try await run { gateway, backend in
      let thief = FakeSSEBackend()
      try await thief.start()
      backend.announce(thief.configuration("thief").url)
      try await load(backend, gateway)
      try await gateway.eventually("it was tried") { backend.opened > 1 }
      #expect(thief.posted.isEmpty && backend.posted.isEmpty)
      await thief.stop()
    }
  }
}
