import ArgumentParser
import FoundationEssentials
import Gateway
import Logging
import Logs

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Serve what a document says, and follow its changes.")

  @Option(help: ArgumentHelp("The document: YAML or JSON.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("A folder with the document's secrets, one file each.", valueName: "dir"))
  var secrets: String?

  @Option(help: "In a cluster: the namespace of the VirtualMCPServer.")
  var namespace: String?

  @Option(help: "In a cluster: the name of the VirtualMCPServer.")
  var name: String?

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on; 0 lets the system choose. Default: VMCP_PORT, else PORT, else 4483.")
  var port: Int?

  @Option(name: .customLong("log-level"), help: "trace, debug, info, notice, warning, error or critical.")
  var logLevel = "info"

  func validate() throws {
    guard (config != nil) != (name != nil) else {
      throw ValidationError("Give either --config, or --namespace and --name.")
    }
    guard (name != nil) == (namespace != nil) else { throw ValidationError("--namespace and --name belong together.") }
    guard secrets == nil || config != nil else { throw ValidationError("--secrets belongs to --config.") }
    guard Logger.Level(rawValue: logLevel) != nil else { throw ValidationError("\(logLevel) is not a log level.") }
    guard let port = port ?? environmentPort, (0...65535).contains(port) else {
      throw ValidationError("The port must be a number from 0 to 65535.")
    }
  }

  /// `nil` where the environment's port is not a number.
  private var environmentPort: Int? {
    let environment = ProcessInfo.processInfo.environment
    guard let text = environment["VMCP_PORT"] ?? environment["PORT"] else { return GatewayServerOptions.defaultPort }
    return Int(text)
  }

  func run() async throws {
    let level = Logger.Level(rawValue: logLevel) ?? .info
    LoggingSystem.bootstrap { label in
      var handler = JSONLogHandler(component: label)
      handler.logLevel = level
      return handler
    }
    var options = GatewayServerOptions(version: VMCP.version)
    options.host = host
    options.port = port ?? environmentPort ?? GatewayServerOptions.defaultPort
    let source: GatewayProcess.Source
    if let config {
      source = .file(config, secrets: secrets)
    } else {
      source = .cluster(namespace: namespace ?? "", name: name ?? "")
    }
    try await GatewayProcess.run(options, source: source, environment: ProcessInfo.processInfo.environment)
  }
}
