import ArgumentParser
import Bridge
import Dispatch
import FoundationEssentials
import Glibc
import Kubernetes
import Logging
import Logs

struct BridgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bridge", abstract: "Make an MCP server on standard input and output one that speaks HTTP.",
    discussion: """
      Streamable HTTP at /mcp, HTTP with SSE (MCP 2024-11-05) at /sse, and GET /health.

        vmcp bridge --port 8080 -- npx some-mcp-server --flag     # starts it, and again when it ends
        vmcp bridge --port 8080 --attach                          # in a pod, to its container "mcp"
      """)

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on; 0 lets the system choose.")
  var port = 8080

  @Flag(help: "Attach to a running container through the Kubernetes API.")
  var attach = false

  @Option(help: "With --attach: the container, started with stdin: true.")
  var container = "mcp"

  @Option(help: "With --attach: the pod. (default: $POD_NAME)")
  var pod: String?

  @Option(help: "With --attach: its namespace. (default: $POD_NAMESPACE, or the service account's)")
  var namespace: String?

  @Argument(parsing: .postTerminator, help: "The server and its arguments.")
  var command: [String] = []

  func validate() throws {
    guard attach == command.isEmpty else {
      throw ValidationError("Give either --attach, or -- and the server's command.")
    }
    guard (0...65535).contains(port) else { throw ValidationError("The port must be a number from 0 to 65535.") }
  }

  func run() async throws {
    LoggingSystem.bootstrap { JSONLogHandler(component: $0) }
    let logger = Logger(label: "vmcp-bridge")
    let bridge = Bridge(
      host: host, port: port, source: try source(), version: VMCP.version, logger: logger)
    let work = Task {
      try await bridge.run { logger.info("listening", metadata: ["host": "\(host)", "port": "\($0)"]) }
    }
    let sources = [SIGINT, SIGTERM].map { number in
      Glibc.signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { work.cancel() }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    try await work.value
    logger.info("stopped")
  }

  private func source() throws -> Bridge.Source {
    guard attach else { return .command(command) }
    let environment = ProcessInfo.processInfo.environment
    if let pipes = Bridge.localPipes(environment, container: container) { return pipes }
    guard let pod = pod ?? environment["POD_NAME"] else {
      throw ValidationError("--attach needs --pod, or POD_NAME in the environment.")
    }
    let configuration = try ClusterConfiguration.load(environment: environment)
    let namespace = namespace ?? environment["POD_NAMESPACE"] ?? configuration.namespace
    return .container(configuration, pod: ObjectKey(namespace: namespace, name: pod), name: container)
  }
}
