import ArgumentParser
import Gateway
import Logging

@main
struct VMCP: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "vmcp", abstract: "An MCP gateway: one endpoint for many MCP servers, with logins and Cedar policies.",
    version: version, subcommands: [Serve.self, BridgeCommand.self, Validate.self])
}
