import ArgumentParser
import TestSupport

struct LoginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Logs in at a gateway as an editor would, and prints the access token.")

  enum Output: String, ExpressibleByArgument, CaseIterable { case token, steps, json }

  @Option(help: "The gateway: http://localhost:9091.") var server: String
  @Option(help: "The login at the identity provider.") var user: String
  @Option(help: "The password at the identity provider.") var password: String
  @Option(help: "token: the access token; steps: every request and answer; json: both.") var output = Output.token

  func run() async throws {
    try await FakeProcess.withClient { http in
      let client = try ScriptedMCPClient(serverText: server, http: http)
      do {
        let tokens = try await client.login(user: user, password: password)
        switch output {
        case .token: print(tokens.accessToken)
        case .steps: print(await client.transcript)
        case .json: print(await client.report.text(.pretty))
        }
      } catch {
        if output != .token { print(await client.transcript) }
        throw error
      }
    }
  }
}
