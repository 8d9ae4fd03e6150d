import ArgumentParser
import TestSupport

struct BackendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp", abstract: "An MCP server with tools over a small state in memory, at /mcp.",
    discussion: "With --stdio it speaks MCP on standard input and output instead, until the input ends.")

  enum Model: String, ExpressibleByArgument, CaseIterable { case github, kubernetes }

  @Argument(help: "Which tools: github or kubernetes.") var model: Model
  @Option(help: "The address to listen on.") var host = "127.0.0.1"
  @Option(help: "The port; 0 for a free one. The variables MCP_PORT and PORT are used when it is left out.")
  var port: Int?
  @Option(help: "The bearer token that every request needs.") var token: String?
  @Option(help: "Tools on one page of tools/list.") var pageSize: Int?
  @Flag(help: "Answer with event streams instead of JSON.") var eventStream = false

  @Flag(help: "Speak on standard input and output.") var stdio = false

  func validate() throws {
    if let pageSize, pageSize < 1 { throw ValidationError("--page-size must be at least 1") }
  }

  func run() async throws {
    let options = BackendOptions(
      answers: eventStream ? .eventStream : .json, pageSize: pageSize, bearerToken: token)
    let tools: any BackendModel = model == .github ? GitHubModel() : KubernetesModel()
    let backend = FakeMCPBackend(tools, options: options)
    if stdio {
      while let line = readLine() {
        guard let answer = backend.answer(line: Array(line.utf8)) else { continue }
        FakeProcess.write(line: answer)
      }
      return
    }
    let server = try await backend.serve(
      host: host, port: port ?? FakeProcess.environmentPort("MCP_PORT", "PORT") ?? 8080,
      logger: FakeProcess.logger(model.rawValue))
    await FakeProcess.run("MCP server \(model.rawValue)", server)
  }
}
