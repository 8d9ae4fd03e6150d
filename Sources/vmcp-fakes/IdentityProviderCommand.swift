import ArgumentParser
import TestSupport

struct IdentityProviderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "idp", abstract: "An OpenID provider that behaves like Okta or Entra ID.",
    discussion: """
      The configuration is YAML or JSON:

        flavor: okta            # or entra
        origin: http://localhost:9100
        users:
        - {login: ada@example.com, password: ada, groups: [mcp-developers]}
        clients:
        - {id: engineering, secret: s3cret, redirectURIs: ["http://localhost:9091/oauth/callback"]}
      """)

  @Option(help: "The address to listen on.") var host = "127.0.0.1"
  @Option(help: "The port; 0 for a free one. The variable PORT is used when it is left out.") var port: Int?
  @Option(help: "The file with users and applications.") var config: String

  func run() async throws {
    let provider = FakeIdentityProvider(try IdentityProviderConfiguration(file: config))
    let server = try await provider.serve(
      host: host, port: port ?? FakeProcess.environmentPort("PORT") ?? 9100, logger: FakeProcess.logger("idp"))
    print("issuer \(provider.issuer(port: server.port))")
    await FakeProcess.run("identity provider", server)
  }
}
