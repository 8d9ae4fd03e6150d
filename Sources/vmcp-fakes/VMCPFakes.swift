import ArgumentParser

@main
struct VMCPFakes: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vmcp-fakes",
    abstract: "Servers and a client to try a gateway with: real protocols, made-up people.",
    subcommands: [IdentityProviderCommand.self, BackendCommand.self, LoginCommand.self, CallCommand.self])
}
