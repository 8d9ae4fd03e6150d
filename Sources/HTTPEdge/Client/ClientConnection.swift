import HTTP
import NIOCore
import NIOHTTP1

/// One kept connection to an endpoint; confined to its loop, one exchange at a time.
final class ClientConnection: ChannelDuplexHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  let channel: any Channel
  let destination: HTTPDestination
  /// The deadline of the exchange, or of the wait for the next one.
  let timer: LoopTimer
  private let limits: HTTPClientLimits
  private unowned let pool: HTTPConnectionPool
  private var context: ChannelHandlerContext?
  private var exchange: ClientExchange?
  private var isKept = true
  private var isWritten = true
  private var readIsHeld = false

  private init(_ channel: any Channel, destination: HTTPDestination, pool: HTTPConnectionPool) {
    self.channel = channel
    self.destination = destination
    self.pool = pool
    limits = pool.limits
    timer = LoopTimer(channel.eventLoop)
  }

  static func install(
    on channel: any Channel, destination: HTTPDestination, pool: HTTPConnectionPool
  ) throws -> ClientConnection {
    let connection = ClientConnection(channel, destination: destination, pool: pool)
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = pool.limits.headerBytes
    limits.maxHeaderListSize = pool.limits.headerBytes
    let decoder = HTTPResponseDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: limits)
    try channel.pipeline.syncOperations.addHandlers(
      RequestBytesHandler(), ByteToMessageHandler(decoder), connection)
    return connection
  }

  var isUsable: Bool { context != nil && exchange == nil && isKept && channel.isActive }

  func begin(_ exchange: ClientExchange, _ bytes: ByteBuffer, method: String, deadline: NIODeadline) {
    guard let context else { return exchange.fail(Self.noResponse(destination)) }
    self.exchange = exchange
    timer.onExpiry = { [unowned self] in
      self.exchange?.fail(HTTPClientError(code: .timedOut, reason: "\(destination) did not answer in time"))
    }
    timer.set(deadline)
    isWritten = false
    let written = channel.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenSuccess { [weak self] in self?.isWritten = true }
    let head = HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: method), uri: "/")
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: written)
  }

  /// Waits for the next exchange for a while, then ends.
  func rest() {
    timer.onExpiry = { [unowned self] in close() }
    timer.set(after: limits.idleTimeout)
  }

  func close() { context?.close(promise: nil) }

  func endAfterFailure() {
    exchange = nil
    isKept = false
    close()
  }

  func readOn() {
    guard readIsHeld, (exchange?.bufferedBytes ?? 0) <= limits.bufferedBytes / 2 else { return }
    readIsHeld = false
    context?.read()
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func read(context: ChannelHandlerContext) {
    if let exchange, exchange.bufferedBytes > limits.bufferedBytes { readIsHeld = true } else { context.read() }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let exchange else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      guard head.status.code != 101 else {
        return exchange.fail(HTTPClientError(code: .malformed, reason: "\(destination) switched protocols unasked"))
      }
      isKept = head.isKeepAlive
      var headers = HTTP.HTTPHeaders()
      for (name, value) in head.headers { headers.add(name, value) }
      exchange.receive(ClientExchange.Head(status: Int(head.status.code), headers: headers))
    case .body(let bytes): exchange.receive(bytes)
    case .end: complete(exchange)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let exchange { exchange.fail(Self.failure(error, destination, hasHead: exchange.hasHead)) }
    isKept = false
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    exchange?.fail(
      exchange?.hasHead == true
        ? HTTPClientError(code: .closed, reason: "\(destination) closed the connection within its response")
        : Self.noResponse(destination))
    end()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { end() }

  private func complete(_ exchange: ClientExchange) {
    self.exchange = nil
    timer.clear()
    exchange.complete()
    if readIsHeld {
      readIsHeld = false
      context?.read()
    }
    if isKept, isWritten {
      pool.release(self)
    } else {
      isKept = false
      close()
    }
  }

  private func end() {
    guard context != nil else { return }
    context = nil
    timer.stop()
    pool.closed(self)
  }

  private static func noResponse(_ destination: HTTPDestination) -> HTTPClientError {
    HTTPClientError(code: .noResponse, reason: "\(destination) closed the connection without a response")
  }

  private static func failure(_ error: any Error, _ destination: HTTPDestination, hasHead: Bool) -> HTTPClientError {
    switch error {
    case let error as HTTPParserError where error == .invalidEOFState:
      HTTPClientError(code: .closed, reason: "\(destination) closed the connection within its response", cause: error)
    case let error as HTTPParserError where error == .headerOverflow:
      HTTPClientError(code: .tooLarge, reason: "the header section from \(destination) is too long", cause: error)
    case is HTTPParserError, is NIOHTTPDecoderError:
      HTTPClientError(
        code: .malformed, reason: "\(destination) answered with something else than HTTP: \(error)", cause: error)
    default:
      HTTPClientError(
        code: hasHead ? .closed : .noResponse, reason: "the connection to \(destination) broke: \(error)", cause: error)
    }
  }
}
