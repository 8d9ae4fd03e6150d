import NIOCore
import NIOPosix
import Synchronization

/// A server that answers the n-th read of each connection with given bytes, whatever was asked, and counts connections.
final class RawServer: Sendable {
  enum Step: Sendable {
    case send(String)
    /// Sends, then closes.
    case sendAndClose(String)
    /// Closes without a word.
    case close
    case silence
  }

  let port: Int
  /// One element for each connection that has ended.
  let closures: AsyncStream<Void>
  private let channel: any Channel
  private let connections: Connections

  final class Connections: Sendable { let count = Atomic<Int>(0) }

  var connectionCount: Int { connections.count.load(ordering: .relaxed) }

  /// - Parameter script: the steps of the n-th connection (from 0); silence after the last one.
  init(_ script: @escaping @Sendable (Int) -> [Step]) async throws {
    let connections = Connections()
    let (closures, closure) = AsyncStream<Void>.makeStream()
    self.closures = closures
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.closeFuture.whenComplete { _ in closure.yield() }
        let number = connections.count.add(1, ordering: .relaxed).oldValue
        return channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Answers(script(number)))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    self.connections = connections
    port = channel.localAddress?.port ?? 0
  }

  func stop() async { try? await channel.close().get() }

  private final class Answers: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private var steps: ArraySlice<Step>

    init(_ steps: [Step]) { self.steps = steps[...] }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch steps.popFirst() {
      case .send(let text): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
      case .sendAndClose(let text):
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: written)
      case .close: context.close(promise: nil)
      case .silence, nil: break
      }
    }
  }
}
