import NIOCore
import NIOPosix

/// A loopback port whose connections are passed on to other loopback ports.
final class PortForwarder: Sendable {
  let port: Int
  private let channel: any Channel

  private init(channel: any Channel) {
    self.channel = channel
    port = channel.localAddress?.port ?? 0
  }

  /// - Parameters:
  ///   - port: 0 lets the system choose.
  ///   - target: chooses where a new connection goes; `nil` closes it.
  /// - Throws: code `port` when the port is taken.
  static func start(
    port: Int, group: any EventLoopGroup, target: @escaping @Sendable () -> Int?
  ) async throws -> PortForwarder {
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.autoRead, value: false)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          // Before the channel is active it can neither be read nor closed.
          let front = ForwardingHandler { connect($0, $1, to: target()) }
          try channel.pipeline.syncOperations.addHandler(front)
        }
      }
    do {
      return PortForwarder(channel: try await bootstrap.bind(host: "127.0.0.1", port: port).get())
    } catch {
      throw LocalClusterError(.port, "cannot listen on 127.0.0.1:\(port): \(error)", cause: error)
    }
  }

  func stop() async { try? await channel.close().get() }

  /// Connects to the target on the same event loop and lets the data flow once both ends stand.
  private static func connect(_ channel: any Channel, _ front: ForwardingHandler, to port: Int?) {
    guard let port else {
      channel.close(promise: nil)
      return
    }
    let loop = channel.eventLoop
    let bound = NIOLoopBound(front, eventLoop: loop)
    ClientBootstrap(group: loop)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(.autoRead, value: false)
      .connectTimeout(.seconds(5))
      .channelInitializer { peer in
        peer.eventLoop.makeCompletedFuture {
          let back = ForwardingHandler { _, _ in }
          back.peer = channel
          bound.value.peer = peer
          try peer.pipeline.syncOperations.addHandler(back)
        }
      }
      .connect(host: "127.0.0.1", port: port)
      .whenComplete { result in
        switch result {
        case .success(let peer):
          channel.read()
          peer.read()
        case .failure: channel.close(promise: nil)
        }
      }
  }
}

/// Passes what comes in to the peer, and asks for more when the peer has taken it.
final class ForwardingHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// On the same event loop.
  var peer: (any Channel)?
  private let activated: (any Channel, ForwardingHandler) -> Void

  init(activated: @escaping (any Channel, ForwardingHandler) -> Void) { self.activated = activated }

  func channelActive(context: ChannelHandlerContext) {
    context.fireChannelActive()
    activated(context.channel, self)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let peer else { return context.close(promise: nil) }
    let own = context.channel
    peer.writeAndFlush(unwrapInboundIn(data)).whenComplete { result in
      if case .failure = result { own.close(promise: nil) } else { own.read() }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    peer?.close(promise: nil)
    peer = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
