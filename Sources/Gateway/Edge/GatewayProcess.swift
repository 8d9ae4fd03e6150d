import Dispatch
import Kubernetes
import Logging

#if canImport(Glibc)
  import Glibc
#endif

/// A gateway as a process: from its arguments to the signal that ends it.
package enum GatewayProcess {
  package enum Source: Sendable {
    case file(String, secrets: String?)
    /// The objects of a virtual server in a cluster.
    case cluster(namespace: String, name: String)
  }

  /// Requests in flight get this long after a signal.
  static let grace = Duration.seconds(25)

  /// Serves until SIGTERM or SIGINT, then lets requests in flight finish.
  /// - Throws: when the address cannot be bound, or no cluster can be found.
  package static func run(_ options: GatewayServerOptions, source: Source, environment: [String: String]) async throws {
    signal(SIGPIPE, SIG_IGN)
    let logger = Logger(label: "vmcp")
    var options = options
    options.resolver = ServiceMap(environment: environment)?.resolver(logger: logger)
    let signals = StopSignals([SIGTERM, SIGINT])
    let server = try await GatewayServer.start(
      options, source: try documents(source, environment, logger), audit: StandardOutputAuditSink(), logger: logger)
    logger.info("gateway started", metadata: ["host": "\(options.host)", "port": "\(server.port)"])
    await signals.wait()
    logger.info("gateway stops")
    await server.shutdown(within: grace)
  }

  private static func documents(
    _ source: Source, _ environment: [String: String], _ logger: Logger
  ) throws -> any DocumentSource {
    switch source {
    case .file(let path, let secrets): return FileDocumentSource(path: path, secretsPath: secrets)
    case .cluster(let namespace, let name):
      let cluster = try ClusterConfiguration.load(environment: environment)
      logger.info("cluster found", metadata: ["cluster": "\(cluster)"])
      return ClusterDocumentSource(
        KubernetesClient(cluster, fieldManager: "vmcp"), namespace: namespace, name: name, logger: logger)
    }
  }
}
