import NIOCore

/// Sends commands and gives each its reply, in order; confined to its loop.
final class RedisChannelHandler: ChannelInboundHandler {
  typealias InboundIn = RESPValue
  typealias OutboundOut = ByteBuffer
  typealias Reply = CheckedContinuation<Result<RESPValue, RedisError>, Never>

  private final class Pending {
    let command: RedisCommand
    let reply: Reply
    var deadline: NIODeadline

    init(_ command: RedisCommand, _ reply: Reply, _ deadline: NIODeadline) {
      self.command = command
      self.reply = reply
      self.deadline = deadline
    }
  }

  /// More commands than this do not wait for their replies at the same time.
  static let pendingLimit = 10_000

  private let endpoint: RedisEndpoint
  private let readTimeout: TimeAmount
  private let writeTimeout: TimeAmount
  private var context: ChannelHandlerContext?
  private var pending = CircularBuffer<Pending>()
  private var failure: RedisError?
  private var isFlushDue = false
  private var watch: Scheduled<Void>?

  init(_ endpoint: RedisEndpoint, readTimeout: Duration, writeTimeout: Duration) {
    self.endpoint = endpoint
    self.readTimeout = TimeAmount(readTimeout)
    self.writeTimeout = TimeAmount(writeTimeout)
  }

  /// - Parameter patience: what the server may take on top of the usual time, because it is asked to wait.
  func send(_ command: RedisCommand, patience: TimeAmount, _ reply: Reply) {
    guard let context, failure == nil else {
      let reason = failure?.reason ?? "the connection to \(endpoint) is closed"
      return reply.resume(returning: .failure(RedisError(code: .closed, reason: reason, isHarmless: true)))
    }
    guard pending.count < Self.pendingLimit else {
      let error = RedisError(code: .unavailable, reason: "\(pending.count) commands wait for Redis at \(endpoint)")
      return reply.resume(returning: .failure(error))
    }
    let entry = Pending(command, reply, .now() + writeTimeout)
    pending.append(entry)
    var buffer = context.channel.allocator.buffer(capacity: 256)
    command.write(into: &buffer)
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenSuccess { [readTimeout] in
      entry.deadline = .now() + readTimeout + patience
    }
    context.write(wrapOutboundOut(buffer), promise: written)
    flushSoon(context)
    if watch == nil { watchOldest(context) }
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) {
    fail(RedisError(code: .closed, reason: "the connection to \(endpoint) ended"))
    self.context = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let entry = pending.popFirst() else {
      return end(RedisError(code: .malformed, reason: "\(endpoint) answered what was not asked"), context)
    }
    switch unwrapInboundIn(data) {
    case .error(let text): entry.reply.resume(returning: .failure(RedisError(reply: text, to: entry.command)))
    case let value: entry.reply.resume(returning: .success(value))
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    end(
      error as? RedisError ?? RedisError(code: .closed, reason: "the connection to \(endpoint) broke: \(error)"),
      context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    fail(RedisError(code: .closed, reason: "\(endpoint) closed the connection"))
    context.fireChannelInactive()
  }

  /// Many commands of one turn of the loop go in one write.
  private func flushSoon(_ context: ChannelHandlerContext) {
    guard !isFlushDue else { return }
    isFlushDue = true
    context.eventLoop.assumeIsolated().execute { [self] in
      isFlushDue = false
      self.context?.flush()
    }
  }

  private func watchOldest(_ context: ChannelHandlerContext) {
    guard let oldest = pending.first else { return watch = nil }
    watch = context.eventLoop.assumeIsolated().scheduleTask(deadline: oldest.deadline) { [weak self] in
      guard let self, let context = self.context else { return }
      guard let oldest = pending.first, oldest.deadline <= .now() else { return watchOldest(context) }
      end(RedisError(code: .timedOut, reason: "Redis at \(endpoint) did not answer \(oldest.command) in time"), context)
    }
  }

  private func end(_ error: RedisError, _ context: ChannelHandlerContext) {
    fail(error)
    context.close(promise: nil)
  }

  private func fail(_ error: RedisError) {
    guard failure == nil else { return }
    failure = error
    watch?.cancel()
    watch = nil
    let waiting = pending
    pending.removeAll()
    for entry in waiting { entry.reply.resume(returning: .failure(error)) }
  }
}
