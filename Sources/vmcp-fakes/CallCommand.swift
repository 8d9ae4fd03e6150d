import ArgumentParser
import TestSupport

struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Opens an MCP session and lists the tools, or calls one.",
    discussion: "Prints the HTTP status, then the names of the tools or the JSON-RPC response.")

  @Option(help: "The gateway or MCP server: http://localhost:9091.") var server: String
  @Option(help: "The access token; none is sent when it is left out.") var token: String?
  @Option(help: "The arguments of the tool, a JSON object.") var arguments = "{}"
  @Argument(help: "The tool to call; the tools are listed when it is left out.") var tool: String?

  func run() async throws {
    try await FakeProcess.withClient { http in
      let client = try ScriptedMCPClient(serverText: server, http: http)
      if let token { await client.use(accessToken: token) }
      let opened = try await client.initialize()
      guard opened.result != nil else { return print("\(opened.status)\n\(opened.message.text(.pretty))") }
      guard let tool else {
        let names = try await client.listTools().compactMap { $0["name"]?.stringValue }
        return print((["200"] + names).joined(separator: "\n"))
      }
      let answer = try await client.callTool(tool, argumentText: arguments)
      print("\(answer.status)\n\(answer.message.text(.pretty))")
    }
  }
}
