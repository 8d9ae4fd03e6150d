import GatewayDocument
import HTTP
import TestDoubles
import TestSupport
import Testing

@testable import Gateway

@Suite struct SecureBackendTests {
  private let backend = FakeBackend("remote", tools: ["do"])

  /// A gateway in front of an https backend.
  private func run(
    host: String = "127.0.0.1", authorities: ((TLSServer) -> [UInt8])?,
    _ body: (GatewayFixture, String) async throws -> Void
  ) async throws {
    try await backend.start()
    let server = try TLSServer()
    let port = try #require(HTTPURL(backend.url)?.port)
    let front = try await TLSFront.start(certificate: server.certificate, key: server.key, port: port)
    var configuration = GatewayFixture.openConfiguration()
    var remote = GatewayFixture.backend(backend)
    remote.url = "https://\(host):\(front.port)/mcp"
    var secrets: [String: SecretValue] = [:]
    if let authorities {
      remote.caBundleKey = "ca"
      secrets["ca"] = SecretValue(authorities(server))
    }
    configuration.backends = [remote]
    let complete = configuration
    do {
      try await GatewayFixture.run(complete, secrets: GatewaySecrets(secrets)) { gateway in
        try await body(gateway, try await gateway.openSession())
      }
    } catch {
      await front.stop()
      await backend.stop()
      throw error
    }
    await front.stop()
    await backend.stop()
  }

  @Test("An https backend is reached by the authorities that are given for it") func reached() async throws {
    try await run(authorities: { $0.certificate }) { gateway, session async throws in
      #expect(try await gateway.toolNames(session: session) == ["remote_do"])
      #expect(try await gateway.call("remote_do", session: session).json[path: "result", "isError"] == nil)
    }
  }

  @Test("One that nobody vouches for, or that has another name, is not spoken to: nothing is sent")
  func untrusted() async throws {
    for (host, authorities) in [
      ("127.0.0.1", nil), ("localhost", { $0.certificate }),
      ("127.0.0.1", { _ in (try? TLSServer())?.certificate ?? [] }),
    ] as [(String, ((TLSServer) -> [UInt8])?)] {
      try await run(host: host, authorities: authorities) { gateway, session async throws in
        #expect(try await gateway.toolNames(session: session) == [])
        #expect(gateway.server.holder.current?.catalogue.backends[0].health.lastFailure == .untrusted)
        #expect(backend.seen.isEmpty)
      }
    }
  }
}
