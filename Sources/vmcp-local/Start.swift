import ArgumentParser
import Dispatch
import Glibc
import LocalCluster
import Logging
import Logs

struct Start: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Starts the cluster and stays until SIGINT or SIGTERM, which also end every process that it has started.",
    discussion: """
      It prints `kubeconfig PATH` and then `ready`. Use it with KUBECONFIG=PATH kubectl … The kubeconfig holds a secret \
      address: whoever reads it is the administrator.

      The file of images says which command stands for which image:

        images:
          - image: example.com/team/server     # without a tag: all tags
            command: ["{programs}/server", "--port", "{port:http}"]
            env: {MODE: demo}                  # beside the container's own variables
            portEnvironment: PORT              # gets the loopback port of the first port
            arguments: append                  # or ignore: the container's own arguments
            mounts: mention                    # {mount:/path} in command or env; or rewrite, in arguments

      Every process finds its service account's kubeconfig in KUBECONFIG, and in LOCALCLUSTER_SERVICES a JSON file \
      that maps "service.namespace.svc.cluster.local:port" to an address on this machine.
      """)

  @Option(help: "Directory for the kubeconfig, the logs and the files of pods.")
  var data: String

  @Option(help: "YAML file that maps images to commands. Without it nothing runs.")
  var images: String?

  @Option(help: "Port of the API on 127.0.0.1; 0 lets the system choose.")
  var port = 0

  @Option(help: "A port of this machine for a Service: namespace/service:port=hostPort. May be repeated.")
  var expose: [String] = []

  @Option(help: "Where to write the kubeconfig. (default: <data>/kubeconfig)")
  var kubeconfigOut: String?

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port must be between 0 and 65535") }
    for text in expose where ExposedPort(reading: text) == nil {
      throw ValidationError("--expose \(text): expected namespace/service:port=hostPort")
    }
    if !expose.isEmpty, images == nil { throw ValidationError("--expose needs --images: without it nothing runs") }
  }

  func run() async throws {
    LoggingSystem.bootstrap { JSONLogHandler(component: $0) }
    let logger = Logger(label: "vmcp-local")
    var options = ClusterOptions(dataDirectory: try Self.absolute(data))
    options.port = port
    options.kubeconfigPath = try kubeconfigOut.map(Self.absolute)
    options.exposedPorts = expose.compactMap(ExposedPort.init)
    options.images = try images.map { try ImageCatalog(file: try Self.absolute($0)) }

    let (signals, sources) = Self.signals()
    defer { for source in sources { source.cancel() } }
    let cluster = try await Cluster.start(options, logger: logger)
    Self.say("kubeconfig \(cluster.kubeconfigPath)\nready\n")
    for await signal in signals {
      logger.info("stopping", metadata: ["signal": "\(signal)"])
      break
    }
    await cluster.stop()
  }

  /// SIGINT and SIGTERM as they come, from before the first process is started.
  private static func signals() -> (AsyncStream<Int32>, [any DispatchSourceSignal]) {
    let (stream, continuation) = AsyncStream<Int32>.makeStream()
    let sources = [SIGINT, SIGTERM].map { number in
      Glibc.signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(number) }
      source.resume()
      return source
    }
    return (stream, sources)
  }

  /// Writes to standard output at once, also when it is a file or a pipe.
  private static func say(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }

  private static func absolute(_ path: String) throws -> String {
    if path.hasPrefix("/") { return path }
    guard let current = getcwd(nil, 0) else { throw ValidationError("the current directory cannot be read") }
    defer { free(current) }
    return String(cString: current) + "/" + path
  }
}
