import ArgumentParser

@main
struct VMCPLocal: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vmcp-local",
    abstract: "A Kubernetes API on this machine that runs Deployments as local processes: for demos and tests.",
    discussion: """
      It answers kubectl on 127.0.0.1 and keeps everything in memory. Production is Kubernetes.
      """,
    subcommands: [Start.self, Apply.self])
}
