import HTTPEdge
import NIOPosix
import Testing

@testable import TestSupport

@Suite(.timeLimit(.minutes(1))) struct LoginTests {
  private func loggingIn(_ body: (ScriptedMCPClient) async throws -> Void) async throws {
    // Each has to know the other's address: the gateway learns the provider's when both are there.
    let gateway = SmallGateway()
    let server = try await gateway.serve()
    let provider = FakeIdentityProvider(
      IdentityProviderConfiguration(
        users: [IdentityProviderUser(login: "ada@example.com", password: "ada")],
        clients: [
          IdentityProviderClient(
            id: "engineering", secret: "s", redirectURIs: ["http://127.0.0.1:\(server.port)/callback"])
        ]))
    let providerServer = try await provider.serve(group: MultiThreadedEventLoopGroup.singleton, logger: quiet)
    gateway.providerOrigin.withLock { $0 = "http://127.0.0.1:\(providerServer.port)" }
    try await FakeProcess.withClient { http in
      try await body(
        try ScriptedMCPClient(serverText: "http://127.0.0.1:\(server.port)", http: http))
    }
    await server.shutdown(within: .zero)
    await providerServer.shutdown(within: .zero)
  }

  @Test func `a login goes from the 401 over consent and password to tokens, and refreshes`() async throws {
    try await loggingIn { client async throws in
      let tokens = try await client.login(user: "ada@example.com", password: "ada")
      #expect(tokens.accessToken == "a-1")
      #expect(try await client.refresh().accessToken == "after r-1")
      let steps = await client.steps
      #expect(
        steps.map(\.title) == [
          "ask without a token", "protected resource metadata", "authorization server metadata",
          "dynamic client registration", "browser", "browser sends a form", "browser", "browser sends a form",
          "browser", "token", "refresh",
        ])
      let transcript = await client.transcript
      #expect(transcript.contains("password=redacted"))
      #expect(!transcript.contains("password=ada"))
      #expect(await client.report["access_token"] == "after r-1")
    }
  }

  @Test func `a wrong password is an error of the browser's step`() async throws {
    try await loggingIn { client async throws in
      let failure = await #expect(throws: ClientFailure.self) {
        try await client.login(user: "ada@example.com", password: "wrong")
      }
      #expect(failure?.step == "browser sends a form")
      #expect(failure?.reason.contains("answered 401") == true)
    }
  }

  @Test func `a server without a challenge is told as such`() async throws {
    try await withBackend(GitHubModel()) { _, client async throws in
      let failure = await #expect(throws: ClientFailure.self) { try await client.login(user: "a", password: "b") }
      #expect(failure?.description == "ask without a token: expected 401, got 400")
    }
  }
}
