import AuthorizationServer
import FoundationEssentials
import HTTP
import HTTPEdge
import JOSE
import JSON
import Kubernetes
import Logging
import NIOCore
import NIOPosix

/// A running gateway: it serves what its document says, and follows the document.
package final class GatewayServer: Sendable {
  private let server: HTTPServer
  private let http: HTTPClientGroup
  private let group: MultiThreadedEventLoopGroup
  private let upstream: CurlUpstreamTransport
  private let follower: Task<Void, Never>
  private let keepers: BackendKeepers
  let holder: SnapshotHolder

  package var port: Int { server.port }

  private init(
    server: HTTPServer, http: HTTPClientGroup, group: MultiThreadedEventLoopGroup, upstream: CurlUpstreamTransport,
    follower: Task<Void, Never>, keepers: BackendKeepers, holder: SnapshotHolder
  ) {
    self.server = server
    self.http = http
    self.group = group
    self.upstream = upstream
    self.follower = follower
    self.keepers = keepers
    self.holder = holder
  }

  /// Binds, and begins to serve as soon as the first good document is there.
  /// - Throws: `HTTPServerError` when the address cannot be bound.
  static func start(
    _ options: GatewayServerOptions, source: any DocumentSource, audit: any AuditSink, logger: Logger,
    time: any TimeSource = SystemTime()
  ) async throws -> GatewayServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: options.threads)
    let http = HTTPClientGroup(group: group, resolver: options.resolver)
    let upstream = CurlUpstreamTransport()
    let services = GatewayServices(
      http: http, audit: AuditLog(sink: audit, time: time), upstream: upstream, issuers: upstream,
      storage: MemoryStorage(), time: time, logger: logger, cataloguePatience: options.cataloguePatience,
      version: options.version,
      isLoopback: HTTPURL("http://" + options.urlHost)?.isLoopback ?? false, endedSessions: EndedSessions(),
      ownSealing: options.ownSealing)
    let holder = SnapshotHolder()
    let keepers = BackendKeepers(interval: options.refreshInterval)
    let handler = GatewayHandler(holder: holder, mode: source.mode, version: options.version)
    let server: HTTPServer
    do {
      server = try await HTTPServer.start(
        host: options.host, port: options.port,
        limits: HTTPServerLimits(bodyBytes: { handler.bodyLimit($0, largest: options.bodyLimit) }),
        group: group, logger: logger, refusing: { await handler.respond(toHeadOf: $0, refusedWith: $1) },
        handler: { request, _ in await handler.respond(to: request) })
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
    let follower = DocumentFollower(
      source: source, compiler: SnapshotCompiler(services: services), holder: holder, keepers: keepers, time: time,
      logger: logger)
    return GatewayServer(
      server: server, http: http, group: group, upstream: upstream, follower: Task { await follower.run() },
      keepers: keepers,
      holder: holder)
  }

  /// Stops accepting, lets requests in flight finish, and ends everything that runs.
  package func shutdown(within duration: Duration) async {
    follower.cancel()
    await server.shutdown(within: duration)
    keepers.stop()
    await http.shutdown()
    await upstream.shutdown()
    try? await group.shutdownGracefully()
  }
}
