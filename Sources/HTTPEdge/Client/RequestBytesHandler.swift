import NIOCore
import NIOHTTP1

/// Lets a request through that is already bytes. The decoder behind it has to see a head go out, because it reads a
/// response by its request's method; that head ends here.
final class RequestBytesHandler: ChannelOutboundHandler {
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = ByteBuffer

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .body(.byteBuffer(let bytes)) = unwrapOutboundIn(data) {
      context.write(wrapOutboundOut(bytes), promise: promise)
    } else {
      promise?.succeed()
    }
  }
}
