import ArgumentParser

@main
struct CedarCommand: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "cedar", abstract: "Cedar policies: decide requests, validate, format, serve, measure.",
    version: version, subcommands: [Format.self, Serve.self, Bench.self])
}
