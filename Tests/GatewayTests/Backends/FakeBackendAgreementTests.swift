import GatewayDocument
import JSON
import Logging
import TestSupport
import Testing

@testable import Gateway

/// The gateway in front of the backends that the demo has, in every way that they can speak and fail.
@Suite struct FakeBackendAgreementTests {
  private func run(
    _ options: BackendOptions, timeout: Int = 1, _ body: (GatewayFixture, FakeMCPBackend, String) async throws -> Void
  ) async throws {
    try await GatewayFixture.run { gateway in
      var logger = Logger(label: "backend")
      logger.logLevel = .critical
      let backend = FakeMCPBackend(KubernetesModel(), options: options)
      let server = try await backend.serve(logger: logger)
      do {
        var configuration = GatewayFixture.openConfiguration()
        var entry = BackendConfiguration()
        entry.name = "kubernetes"
        entry.url = "http://127.0.0.1:\(server.port)/mcp"
        entry.timeoutSeconds = timeout
        configuration.backends = [entry]
        try await gateway.load(configuration)
        try await body(gateway, backend, try await gateway.openSession())
      } catch {
        await server.shutdown(within: .zero)
        throw error
      }
      await server.shutdown(within: .zero)
    }
  }

  @Test(
    "Every tool of every page is listed and can be called, with sessions and without, as JSON and as events",
    arguments: [BackendOptions.Answers.json, .eventStream], [true, false])
  func speaks(_ answers: BackendOptions.Answers, _ hasSessions: Bool) async throws {
    let options = BackendOptions(answers: answers, hasSessions: hasSessions, pageSize: 1)
    try await run(options, timeout: 20) { gateway, backend, session in
      try await gateway.eventually("the tools are listed") {
        let names = try await gateway.toolNames(session: session)
        return names.contains("kubernetes_get_pods") && names.contains("kubernetes_delete_namespace")
      }
      let answer = try await gateway.call("kubernetes_get_pods", session: session)
      #expect(answer.json[path: "result", "content"]?[0]?["type"] == "text", "\(answer.text)")
      backend.forgetSessions()
      let again = try await gateway.call("kubernetes_get_pods", session: session)
      #expect(again.json[path: "result", "content"]?[0]?["type"] == "text", "\(again.text)")
    }
  }

  @Test(
    "Every fault of a call is said within the backend's time, by its name",
    arguments: [
      BackendFault.slow(.seconds(30)), .garbage, .closesHalfway, .status(500), .wrongID, .huge(bytes: 17 << 20),
      .neverAnswers,
    ], [BackendOptions.Answers.json, .eventStream])
  func fails(_ fault: BackendFault, _ answers: BackendOptions.Answers) async throws {
    try await run(BackendOptions(answers: answers)) { gateway, backend, session in
      _ = try await gateway.toolNames(session: session)
      backend.setFault(fault, for: "tools/call")
      let clock = ContinuousClock()
      let start = clock.now
      let answer = try await gateway.call("kubernetes_get_pods", session: session)
      #expect(clock.now - start < .seconds(15))
      #expect(answer.status == 200)
      #expect(answer.json[path: "result", "isError"] == true, "\(answer.text.prefix(200))")
      let text = answer.json[path: "result", "content"]?[0]?["text"]?.stringValue ?? ""
      #expect(text.contains("\"kubernetes\""), "\(text)")
    }
  }

  @Test("A backend that wants credentials is said to be unauthenticated") func credentials() async throws {
    try await run(BackendOptions(bearerToken: "secret")) { gateway, _, session in
      let names = try await gateway.toolNames(session: session)
      #expect(names.isEmpty)
      let status = try await gateway.send("GET", "/status").json
      #expect(status["backends"]?[0]?["health"] == "unauthenticated")
    }
  }
}
