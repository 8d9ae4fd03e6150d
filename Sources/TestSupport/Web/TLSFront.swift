import NIOCore
import NIOPosix
import NIOSSL

/// Speaks TLS before a server on this machine that does not.
package final class TLSFront: Sendable {
  private let channel: any Channel

  package var port: Int { channel.localAddress?.port ?? 0 }

  private init(_ channel: any Channel) { self.channel = channel }

  /// - Parameters:
  ///   - certificate: PEM, as is `key`.
  ///   - port: of the server behind.
  package static func start(certificate: [UInt8], key: [UInt8], port: Int) async throws -> TLSFront {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMBytes(certificate).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: key, format: .pem)))
    configuration.applicationProtocols = ["http/1.1"]
    let context = try NIOSSLContext(configuration: configuration)
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(NIOSSLServerHandler(context: context), Relay(port: port))
        }
      }
    return TLSFront(try await bootstrap.bind(host: "127.0.0.1", port: 0).get())
  }

  package func stop() async { try? await channel.close() }
}

/// Carries bytes between the client and a connection of its own to the server behind.
private final class Relay: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Carries what the server says back to the client.
  private final class Return: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let client: any Channel

    init(_ client: any Channel) { self.client = client }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      client.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { client.close(promise: nil) }
  }

  private let port: Int
  private var server: EventLoopFuture<any Channel>?

  init(port: Int) { self.port = port }

  func channelActive(context: ChannelHandlerContext) {
    let client = context.channel
    server = ClientBootstrap(group: context.eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Return(client)) }
      }
      .connect(host: "127.0.0.1", port: port)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    server?.whenSuccess { $0.writeAndFlush(bytes, promise: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) { server?.whenSuccess { $0.close(promise: nil) } }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
