import HTTP
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP/1.1 server. Each request is complete and within limits before its handler runs, in one task on the event
/// loop of its connection; requests of one connection are answered in order.
package final class HTTPServer: Sendable {
  /// The bound address without port.
  package let host: String
  /// The bound port, also where port 0 was asked for.
  package let port: Int
  package let group: any EventLoopGroup

  private let channel: any Channel
  private let context: ServerContext
  private let loops: [any EventLoop]
  private let ownsGroup: Bool
  private let ending = Mutex<Task<Void, Never>?>(nil)

  private init(channel: any Channel, context: ServerContext, group: any EventLoopGroup, ownsGroup: Bool) {
    self.channel = channel
    self.context = context
    self.group = group
    self.ownsGroup = ownsGroup
    loops = Array(group.makeIterator())
    host = channel.localAddress?.ipAddress ?? ""
    port = channel.localAddress?.port ?? 0
  }

  /// Binds and begins to accept.
  /// - Parameters:
  ///   - port: 0 lets the system choose.
  ///   - threads: how many loops are made where none are given; `nil` for as many as there are cores.
  ///   - group: the loops to serve on; `nil` makes some and ends them with the server.
  ///   - refusing: has the last word on requests whose body is refused; `nil` sends the server's own response.
  /// - Throws: `HTTPServerError` when the address cannot be bound.
  package static func start(
    host: String = "127.0.0.1", port: Int = 0, limits: HTTPServerLimits = HTTPServerLimits(),
    threads: Int? = nil, group: (any EventLoopGroup)? = nil, logger: Logger, refusing: HTTPRefusalHandler? = nil,
    handler: @escaping HTTPHandler
  ) async throws -> HTTPServer {
    let serving = group ?? MultiThreadedEventLoopGroup(numberOfThreads: threads ?? System.coreCount)
    let context = ServerContext(
      handler: handler, refusing: refusing, limits: limits, logger: logger, loops: Array(serving.makeIterator()))
    let bootstrap = ServerBootstrap(group: serving)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try ServerConnection.install(on: channel, context: context)
        }
      }
    do {
      let channel = try await bootstrap.bind(host: host, port: port).get()
      return HTTPServer(channel: channel, context: context, group: serving, ownsGroup: group == nil)
    } catch {
      if group == nil { try? await serving.shutdownGracefully() }
      throw HTTPServerError(code: .cannotBind, reason: "cannot listen on \(host):\(port): \(error)", cause: error)
    }
  }

  /// Stops accepting, closes idle connections and lets requests in flight finish. Later calls wait for the first one.
  /// - Parameters:
  ///   - duration: how long requests in flight may go on; then they are cancelled and their connections closed.
  ///   - streamDuration: how long streamed responses may go on; then they are ended in good order.
  package func shutdown(within duration: Duration, streamsWithin streamDuration: Duration = .zero) async {
    let task = ending.withLock { ending in
      let task = ending ?? Task { await self.end(within: duration, streamsWithin: streamDuration) }
      ending = task
      return task
    }
    await task.value
  }

  private func end(within duration: Duration, streamsWithin streamDuration: Duration) async {
    try? await channel.close().get()
    let now = NIODeadline.now()
    let deadline = now + TimeAmount(duration)
    let streams = min(deadline, now + TimeAmount(streamDuration))
    let drained = loops.map { [context] loop in
      loop.flatSubmit { context.loop(loop).drain(streamsUntil: streams, until: deadline) }
    }
    for loop in drained { try? await loop.get() }
    if ownsGroup { try? await group.shutdownGracefully() }
  }
}
