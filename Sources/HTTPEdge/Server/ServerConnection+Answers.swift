import HTTP
import Logging
import NIOCore

extension ServerConnection {
  /// Has the oldest pending request answered, unless one is in flight.
  func answerNext() {
    guard task == nil, context != nil, let next = pending.popFirst() else { return }
    switch next {
    case .request(let head, let body): answer(head, body)
    case .rejection(let rejection, let head): answer(rejection, head)
    }
  }

  private func answer(_ head: IncomingHead, _ body: [UInt8]) {
    var request = head.request
    request.body = body
    let bound = NIOLoopBound(self, eventLoop: channel.eventLoop)
    loop.taskBegan()
    task = Task(executorPreference: loop.executor) { [request, handler = shared.handler, peer] in
      let response = await handler(request, peer)
      await bound.value.send(response, for: head)
      bound.value.loop.taskEnded()
    }
  }

  private func answer(_ rejection: RequestRejection, _ head: IncomingHead?) {
    shared.logger.debug(
      "request refused", metadata: ["status": "\(rejection.status)", "reason": "\(rejection.reason)"])
    guard let head, let refusing = shared.refusing else { return refuse(rejection.response, to: head) }
    let bound = NIOLoopBound(self, eventLoop: channel.eventLoop)
    loop.taskBegan()
    task = Task(executorPreference: loop.executor) { [request = head.request, own = rejection.response] in
      let response = await refusing(request, own)
      let connection = bound.value
      connection.task = nil
      connection.refuse(response, to: head)
      connection.loop.taskEnded()
    }
  }

  /// Writes the last response of the connection.
  private func refuse(_ given: HTTPResponse, to head: IncomingHead?) {
    let response = sendable(given)
    let bytes = response.bytes ?? []
    let framing = ResponseFraming(body: .length(bytes.count), keepsAlive: false, saysKeepAlive: false)
    write(head: response, framing, body: head?.request.method == "HEAD" ? [] : bytes)
    linger()
  }

  /// Writes a handler's response, then takes the next request or ends the connection.
  private func send(_ given: HTTPResponse, for head: IncomingHead) async {
    let response = sendable(given)
    let closes =
      !head.keepsAlive || isDraining
      || response.headers["Connection"].map { FieldSyntax.list($0, holds: "close") } ?? false
    let body = framing(of: response, for: head)
    var keepsAlive = !closes
    if case .untilClose = body { keepsAlive = false }
    let framing = ResponseFraming(body: body, keepsAlive: keepsAlive, saysKeepAlive: !head.isHTTP11)
    let hasBody = head.request.method != "HEAD" && !Self.isBodiless(response.status)
    switch response.body {
    case .bytes(let bytes):
      write(head: response, framing, body: hasBody ? bytes : [])
      await untilWritable()
    case .stream(let stream):
      write(head: response, framing, body: [])
      if hasBody { await send(stream, framing) }
    }
    finish(keepsAlive: keepsAlive)
  }

  private func sendable(_ response: HTTPResponse) -> HTTPResponse {
    if ResponseFraming.canSend(response) { return response }
    shared.logger.error("response cannot be sent", metadata: ["status": "\(response.status)"])
    return .text("the response has characters that HTTP does not allow\n", status: 500)
  }

  private func send(_ stream: AsyncStream<[UInt8]>, _ framing: ResponseFraming) async {
    isStreaming = true
    for await bytes in stream where !bytes.isEmpty {
      guard let context else { break }
      var buffer = channel.allocator.buffer(capacity: bytes.count + 16)
      if case .chunked = framing.body {
        ResponseFraming.writeChunk(bytes, into: &buffer)
      } else {
        buffer.writeBytes(bytes)
      }
      context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
      await untilWritable()
    }
    isStreaming = false
    if case .chunked = framing.body, let context {
      var buffer = channel.allocator.buffer(capacity: 8)
      buffer.writeStaticString("0\r\n\r\n")
      context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }
  }

  private func finish(keepsAlive: Bool) {
    task = nil
    guard let context else { return }
    guard keepsAlive, !isDraining else {
      intake = .closed
      pending.removeAll()
      return closeAfterWrites(context)
    }
    answerNext()
    guard task == nil, case .head = intake else { return releaseRead(context) }
    waiting = .nextHead
    readTimer.set(after: shared.limits.idleTimeout)
    releaseRead(context)
  }

  private func releaseRead(_ context: ChannelHandlerContext) {
    guard readIsHeld, pending.isEmpty else { return }
    readIsHeld = false
    context.read()
  }

  private func closeAfterWrites(_ context: ChannelHandlerContext) {
    let written = channel.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenComplete { [self] _ in self.context?.close(promise: nil) }
    writeTimer.set(after: shared.limits.writeTimeout)
    context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
  }

  /// Ends our side and reads on for a moment: a close with unread bytes would make the kernel reset the connection and
  /// take the answer away from the peer.
  private func linger() {
    guard let context else { return }
    waiting = .peerClose
    readTimer.set(after: .seconds(2))
    context.close(mode: .output, promise: nil)
    releaseRead(context)
  }

  private func write(head response: HTTPResponse, _ framing: ResponseFraming, body: [UInt8]) {
    guard let context else { return }
    var buffer = channel.allocator.buffer(capacity: 512 + body.count)
    framing.writeHead(status: response.status, headers: response.headers, date: loop.dateText(), into: &buffer)
    buffer.writeBytes(body)
    context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
  }

  private func untilWritable() async {
    guard context != nil, !channel.isWritable else { return }
    writeTimer.set(after: shared.limits.writeTimeout)
    await withCheckedContinuation { writable = $0 }
    writeTimer.clear()
  }

  private func framing(of response: HTTPResponse, for head: IncomingHead) -> ResponseFraming.Body {
    if Self.isBodiless(response.status) { return .none }
    switch response.body {
    case .bytes(let bytes):
      if head.request.method == "HEAD", bytes.isEmpty,
        let length = response.headers["Content-Length"].flatMap({ Int($0) })
      {
        return .length(length)
      }
      return .length(bytes.count)
    case .stream: return head.isHTTP11 ? .chunked : .untilClose
    }
  }

  private static func isBodiless(_ status: Int) -> Bool { status == 204 || status == 304 }
}
