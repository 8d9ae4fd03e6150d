import HTTP
import Logging
import NIOCore
import NIOHTTP1

/// One connection of a server: takes requests in up to the limits, has them answered one after the other.
final class ServerConnection: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// What is being read.
  enum Intake {
    case head
    case body(IncomingHead, ByteBuffer, limit: Int)
    /// Nothing more is taken in: the connection ends after the answers that are due.
    case closed
  }

  /// A request that waits for its turn, or the edge's own answer in its place.
  enum Pending {
    case request(IncomingHead, [UInt8])
    /// With the head, when it is the body that is refused.
    case rejection(RequestRejection, IncomingHead?)
  }

  /// What the read timer stands for.
  enum Waiting { case firstHead, nextHead, restOfHead, body, peerClose }

  let shared: ServerContext
  let loop: ServerLoop
  let channel: any Channel
  private(set) lazy var peer = HTTPConnection(
    eventLoop: channel.eventLoop, loopIndex: loop.index, remoteAddress: channel.remoteAddress?.ipAddress,
    localPort: channel.localAddress?.port, channel: channel)
  var context: ChannelHandlerContext?

  var intake = Intake.head
  var pending = CircularBuffer<Pending>()
  var waiting = Waiting.firstHead
  let readTimer: LoopTimer
  let writeTimer: LoopTimer
  var readIsHeld = false

  /// The request in flight.
  var task: Task<Void, Never>?
  var isStreaming = false
  private let isAdmitted: Bool
  var isDraining = false
  var writable: CheckedContinuation<Void, Never>?

  init(channel: any Channel, shared: ServerContext, loop: ServerLoop) {
    self.channel = channel
    self.shared = shared
    self.loop = loop
    isAdmitted = shared.admit()
    readTimer = LoopTimer(channel.eventLoop)
    writeTimer = LoopTimer(channel.eventLoop)
  }

  /// Sets up the pipeline of an accepted connection; on its loop.
  static func install(on channel: any Channel, context: ServerContext) throws {
    let connection = ServerConnection(channel: channel, shared: context, loop: context.loop(channel.eventLoop))
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = context.limits.headerBytes
    limits.maxHeaderListSize = context.limits.headerBytes
    let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: limits)
    try channel.pipeline.syncOperations.addHandlers(
      FirstByteWatch(connection), ByteToMessageHandler(decoder), connection)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    readTimer.onExpiry = { [unowned self] in readTimedOut() }
    writeTimer.onExpiry = { [unowned self] in abort() }
    readTimer.set(after: shared.limits.headerTimeout)
    loop.add(self)
  }

  func channelActive(context: ChannelHandlerContext) {
    if !isAdmitted {
      shared.logger.warning("connection refused", metadata: ["limit": "\(shared.limits.connections)"])
      reject(RequestRejection(status: 503, reason: "this server has too many connections"))
    }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    closed()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { closed() }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { resumeWriter() }
    context.fireChannelWritabilityChanged()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error as? HTTPParserError {
    case .headerOverflow?:
      reject(
        RequestRejection(
          status: 431, reason: "the header section is longer than \(shared.limits.headerBytes) bytes or 256 fields"))
    case .invalidVersion?: reject(RequestRejection(status: 505, reason: "this server speaks HTTP/1.1"))
    case .some(let error): reject(RequestRejection(status: 400, reason: "the request is malformed: \(error)"))
    case nil: abort()
    }
  }

  /// Reading stops while requests wait for their turn, so that a pipelining peer cannot fill the memory.
  func read(context: ChannelHandlerContext) {
    if pending.isEmpty { context.read() } else { readIsHeld = true }
  }

  /// Ends the connection as soon as nothing is in flight.
  func drain() {
    isDraining = true
    if task == nil, pending.isEmpty, case .head = intake { context?.close(promise: nil) }
  }

  /// Ends a streamed response in good order.
  func endStream() {
    if isStreaming { task?.cancel() }
  }

  /// Ends everything at once.
  func abort() {
    task?.cancel()
    context?.close(promise: nil)
  }

  private func closed() {
    guard context != nil else { return }
    context = nil
    intake = .closed
    pending.removeAll()
    task?.cancel()
    resumeWriter()
    readTimer.stop()
    writeTimer.stop()
    loop.remove(self)
    shared.release()
  }

  func resumeWriter() {
    writable?.resume()
    writable = nil
  }
}
