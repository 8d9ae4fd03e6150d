import NIOCore

/// Hands a channel's bytes on as lines.
final class LineHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private var splitter: LineSplitter
  private let receive: @Sendable ([UInt8]) -> Void
  private let end: @Sendable (String) -> Void

  /// - Parameter end: told why, when the peer's bytes cannot be taken any more.
  init(limit: Int, receive: @escaping @Sendable ([UInt8]) -> Void, end: @escaping @Sendable (String) -> Void) {
    splitter = LineSplitter(limit: limit)
    self.receive = receive
    self.end = end
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    do throws(LineSplitter.TooLong) {
      for line in try splitter.feed(unwrapInboundIn(data).readableBytesView) { receive(line) }
    } catch {
      end("it wrote a line of more than \(splitter.limit) bytes")
      context.close(promise: nil)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    end("\(error)")
    context.close(promise: nil)
  }
}
