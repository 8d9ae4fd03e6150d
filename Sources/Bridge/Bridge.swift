import HTTPEdge
import Kubernetes
import Logging
import MCP
import NIOCore
import NIOPosix

/// `vmcp bridge`: makes an MCP server on standard input and output one that speaks HTTP.
package struct Bridge: Sendable {
  /// Where the server is.
  package enum Source: Sendable {
    /// A program, started and kept running as a child process.
    case command([String])
    /// A container of a pod that was started with `stdin: true`, through the Kubernetes API.
    case container(ClusterConfiguration, pod: ObjectKey, name: String)
    /// Named pipes in a folder, as a local cluster makes them for a container.
    case pipes(folder: String, container: String)
  }

  package let host: String
  package let port: Int
  package let source: Source
  package let version: String
  package var limits: StdioLimits
  package let logger: Logger

  /// - Parameter version: of this program, which the server is told.
  package init(
    host: String = "127.0.0.1", port: Int, source: Source, version: String, limits: StdioLimits = StdioLimits(),
    logger: Logger
  ) {
    self.host = host
    self.port = port
    self.source = source
    self.version = version
    self.limits = limits
    self.logger = logger
  }

  /// The pipes that a local cluster names; `nil` in a real one.
  package static func localPipes(_ environment: [String: String], container: String) -> Source? {
    environment[PipeTransport.environmentVariable].map { .pipes(folder: $0, container: container) }
  }

  /// Serves until the task is cancelled; then the server is ended.
  /// - Parameter ready: told of the port once it is bound.
  /// - Throws: `HTTPServerError` when the address cannot be bound.
  package func run(ready: @Sendable (Int) -> Void = { _ in }) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    let sessions = BridgeSessions(limit: limits.sessions)
    let server = StdioServer(
      transport(group), identity: Implementation(name: "vmcp-bridge", version: version), limits: limits,
      logger: logger
    ) { sessions.tellAll(ServerSentEvent(data: $0).bytes) }
    let endpoint = BridgeEndpoint(server: server, sessions: sessions)
    let bodyLimit = limits.messageBytes
    var edge = HTTPServerLimits(bodyBytes: { _ in bodyLimit })
    edge.connections = 4096
    let http = try await HTTPServer.start(host: host, port: port, limits: edge, group: group, logger: logger) {
      request, _ in await endpoint.answer(request)
    }
    ready(http.port)
    await server.run()
    sessions.endAll()
    await http.shutdown(within: .seconds(2))
    try? await group.shutdownGracefully()
  }

  private func transport(_ group: any EventLoopGroup) -> any StdioTransport {
    switch source {
    case .command(let arguments):
      CommandTransport(arguments: arguments, group: group, limits: limits, logger: logger)
    case .container(let configuration, let pod, let name):
      AttachTransport(
        configuration: configuration, pod: pod, container: name, group: group, limits: limits, logger: logger)
    case .pipes(let folder, let container):
      PipeTransport(folder: folder, container: container, group: group, limits: limits)
    }
  }
}
