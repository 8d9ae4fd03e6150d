import HTTP
import NIOCore
import NIOHTTP1

extension ServerConnection {
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (unwrapInboundIn(data), intake) {
    case (.head(let head), .head): begin(head)
    case (.body(let bytes), .body(let head, var body, let limit)):
      guard body.readableBytes + bytes.readableBytes <= limit else { return rejectBody(of: head, limit) }
      intake = .head  // so that the buffer has one owner while it grows
      if body.readableBytes == 0 { body = bytes } else { body.writeImmutableBuffer(bytes) }
      intake = .body(head, body, limit: limit)
    case (.end, .body(let head, let body, _)):
      intake = head.keepsAlive ? .head : .closed
      readTimer.clear()
      pending.append(.request(head, Array(body.readableBytesView)))
      answerNext()
    default: break
    }
  }

  func bytesArrived() {
    guard case .head = intake, waiting == .nextHead else { return }
    waiting = .restOfHead
    readTimer.set(after: shared.limits.headerTimeout)
  }

  /// Puts the edge's own answer behind the answers that are due; nothing more is read.
  /// - Parameter head: of the request whose body is refused.
  func reject(_ rejection: RequestRejection, _ head: IncomingHead? = nil) {
    if case .closed = intake { return }
    intake = .closed
    readTimer.clear()
    pending.append(.rejection(rejection, head))
    answerNext()
  }

  func readTimedOut() {
    switch waiting {
    case .nextHead, .peerClose: abort()
    case .firstHead, .restOfHead: reject(RequestRejection(status: 408, reason: "the request head came too slowly"))
    case .body:
      guard case .body(let head, _, _) = intake else { return }
      reject(RequestRejection(status: 408, reason: "the request body came too slowly"), head)
    }
  }

  private func begin(_ head: HTTPRequestHead) {
    let incoming: IncomingHead
    do {
      incoming = try IncomingHead(head, remoteAddress: peer.remoteAddress)
    } catch {
      return reject(error)
    }
    let limit = shared.limits.bodyBytes(incoming.request)
    if let length = incoming.contentLength, length > limit { return rejectBody(of: incoming, limit) }
    intake = .body(incoming, ByteBuffer(), limit: limit)
    waiting = .body
    readTimer.set(after: shared.limits.bodyTimeout)
    if incoming.expectsContinue, task == nil, incoming.contentLength != 0, let context {
      var buffer = channel.allocator.buffer(capacity: 32)
      buffer.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
      context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }
  }

  private func rejectBody(of head: IncomingHead, _ limit: Int) {
    reject(RequestRejection(status: 413, reason: "the request body is longer than \(limit) bytes"), head)
  }
}
