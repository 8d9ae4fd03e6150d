import JOSE
import JSON
import Logging
import NIOCore

/// A container's standard streams on a WebSocket of the Kubernetes API: each message begins with the number of its
/// stream, 0 for input, 1 for output, 2 for errors, 3 for how it ends.
final class AttachHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  static let headLimit = 16 << 10

  private let request: AttachRequest
  private let end: @Sendable (String) -> Void
  private let opened: EventLoopPromise<Void>
  private let receive: @Sendable ([UInt8]) -> Void
  private let log: StandardErrorLog
  private var head: [UInt8]? = []
  private var reader: WebSocketReader
  private var output: LineSplitter
  private var errors = LineSplitter(limit: CommandTransport.logLineLimit)
  /// The stream of a message that comes in pieces.
  private var stream: UInt8?

  init(
    _ request: AttachRequest, limits: StdioLimits, logger: Logger, opened: EventLoopPromise<Void>,
    receive: @escaping @Sendable ([UInt8]) -> Void, end: @escaping @Sendable (String) -> Void
  ) {
    self.request = request
    self.opened = opened
    self.receive = receive
    self.end = end
    log = StandardErrorLog(logger)
    reader = WebSocketReader(limit: limits.lineBytes)
    output = LineSplitter(limit: limits.lineBytes)
  }

  func channelActive(context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: request.bytes)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = Array(unwrapInboundIn(data).readableBytesView)
    if var head {
      head += bytes
      guard let end = head.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]) else {
        self.head = head
        return head.count > Self.headLimit ? stop(context, "the API server's answer has no end") : ()
      }
      if let problem = request.problem(in: String(decoding: head[..<end.lowerBound], as: UTF8.self)) {
        return stop(context, problem)
      }
      bytes = Array(head[end.upperBound...])
      self.head = nil
      opened.succeed()
    }
    do throws(WebSocketReader.Failure) {
      for frame in try reader.feed(bytes) { take(frame, context) }
    } catch {
      stop(context, "the API server sent a frame that cannot be taken: \(error)")
    }
  }

  func channelInactive(context: ChannelHandlerContext) { stop(context, "the connection to its container ended") }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { stop(context, "\(error)") }

  private func take(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
    switch frame.opcode {
    case .ping: write(WebSocketFrame(opcode: .pong, payload: frame.payload), context)
    case .pong: break
    case .close: stop(context, "the API server closed the connection to its container")
    case .binary, .text, .continuation:
      var payload = frame.payload[...]
      let number: UInt8?
      if frame.opcode == .continuation { number = stream } else { number = payload.popFirst() }
      stream = frame.isFinal ? nil : number
      take(payload, of: number, context)
    }
  }

  private func take(_ bytes: ArraySlice<UInt8>, of stream: UInt8?, _ context: ChannelHandlerContext) {
    do throws(LineSplitter.TooLong) {
      switch stream {
      case 1: for line in try output.feed(bytes) { receive(line) }
      case 2: for line in try errors.feed(bytes) { log.write(line) }
      case 3 where !bytes.isEmpty:
        let status = try? JSONValue(reading: bytes, depth: 16)
        let message = status?["message"]?.stringValue?.prefix(256)
        end("its container ended" + (message.map { ": \($0)" } ?? ""))
      default: break
      }
    } catch {
      // Logs in one endless line are no reason to lose the server.
      if stream == 2 {
        errors = LineSplitter(limit: CommandTransport.logLineLimit)
      } else {
        stop(context, "it wrote a line of more than \(output.limit) bytes")
      }
    }
  }

  private func stop(_ context: ChannelHandlerContext, _ reason: String) {
    end(reason)
    opened.fail(SpawnedProcess.Failure(description: reason))
    context.close(promise: nil)
  }

  private func write(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: frame.bytes(mask: Self.mask()))), promise: nil)
  }

  /// A message of the server's standard input.
  static func frame(_ bytes: [UInt8]) -> [UInt8] {
    WebSocketFrame(opcode: .binary, payload: [0] + bytes).bytes(mask: mask())
  }

  private static func mask() -> [UInt8] {
    Random.bytes(4)
  }
}
