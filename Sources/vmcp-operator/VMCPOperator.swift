import ArgumentParser

@main
struct VMCPOperator: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vmcp-operator",
    abstract: "Turns VirtualMCPServers, MCPGroups, MCPServers and MCPOIDCConfigs into running gateways and servers.",
    subcommands: [Run.self, Definitions.self, Render.self, Conditions.self])
}
