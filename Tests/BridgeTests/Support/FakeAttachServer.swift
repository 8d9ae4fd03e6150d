import NIOCore
import NIOPosix
import Synchronization

@testable import Bridge

/// An API server whose only pod runs a small MCP server, reached by `attach`.
final class FakeAttachServer: Sendable {
  let port: Int
  private let channel: any Channel
  private let seen: Heads

  final class Heads: Sendable {
    let all = Mutex<[String]>([])
  }

  private init(_ channel: any Channel, _ seen: Heads) {
    self.channel = channel
    self.seen = seen
    port = channel.localAddress?.port ?? 0
  }

  /// - Parameter refusal: answered in place of the upgrade.
  static func start(refusal: String? = nil) async throws -> FakeAttachServer {
    let seen = Heads()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Container(refusal, seen))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
    return FakeAttachServer(channel, seen)
  }

  /// The requests' heads.
  var requests: [String] { seen.all.withLock { $0 } }

  func stop() { channel.close(promise: nil) }

  private final class Container: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let refusal: String?
    private let seen: Heads
    private var head: [UInt8]? = []
    private var frames: [UInt8] = []
    private var splitter = LineSplitter(limit: 100_000)

    init(_ refusal: String?, _ seen: Heads) {
      self.refusal = refusal
      self.seen = seen
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      var bytes = Array(unwrapInboundIn(data).readableBytesView)
      if var head {
        head += bytes
        self.head = head
        guard let end = head.firstRange(of: Array("\r\n\r\n".utf8)) else { return }
        let text = String(decoding: head[..<end.lowerBound], as: UTF8.self)
        seen.all.withLock { $0.append(text) }
        self.head = nil
        bytes = Array(head[end.upperBound...])
        guard refusal == nil else { return write(Array((refusal ?? "").utf8), context) }
        let key = text.split(separator: "\r\n").first { $0.hasPrefix("Sec-WebSocket-Key: ") }?.dropFirst(19) ?? ""
        write(
          Array(
            """
            HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
            Sec-WebSocket-Accept: \(AttachRequest.accept(String(key)))\r\n\
            Sec-WebSocket-Protocol: v4.channel.k8s.io\r\n\r\n
            """.utf8), context)
        // As the API server begins: an empty message for each stream, and a ping.
        write([0x82, 1, 1, 0x82, 1, 2, 0x82, 1, 3, 0x89, 2, 0x68, 0x69], context)
      }
      frames += bytes
      while let frame = next() { take(frame, context) }
    }

    /// The next client's frame, unmasked.
    private func next() -> (opcode: UInt8, payload: [UInt8])? {
      guard frames.count >= 2 else { return nil }
      var size = Int(frames[1] & 0x7F)
      var start = 2
      if size == 126 {
        guard frames.count >= 4 else { return nil }
        size = Int(frames[2]) << 8 | Int(frames[3])
        start = 4
      }
      guard frames.count >= start + 4 + size else { return nil }
      let mask = Array(frames[start..<start + 4])
      let payload = frames[(start + 4)..<(start + 4 + size)].enumerated().map { $1 ^ mask[$0 & 3] }
      let opcode = frames[0] & 0x0F
      frames.removeFirst(start + 4 + size)
      return (opcode, payload)
    }

    private func take(_ frame: (opcode: UInt8, payload: [UInt8]), _ context: ChannelHandlerContext) {
      guard frame.opcode == 2 else { return seen.all.withLock { $0.append("opcode \(frame.opcode)") } }
      guard frame.payload.first == 0 else { return }
      for line in (try? splitter.feed(frame.payload.dropFirst())) ?? [] {
        let text = String(decoding: line, as: UTF8.self)
        guard let id = text.firstMatch(of: #/"id":(\d+)/#)?.1 else { continue }
        let result =
          text.contains("initialize")
          ? #"{"protocolVersion":"2025-06-18","capabilities":{},"serverInfo":{"name":"scripted","version":"1"}}"# : "{}"
        let answer = Array((#"{"jsonrpc":"2.0","id":\#(id),"result":\#(result)}"# + "\n").utf8)
        // In pieces, as a kubelet may.
        say(1, answer.prefix(10), context)
        say(2, Array("a line of the log\n".utf8)[...], context)
        say(1, answer.dropFirst(10), context)
        guard text.contains("leave") else { continue }
        say(3, Array(#"{"status":"Failure","message":"command terminated"}"#.utf8)[...], context)
        write([0x88, 0], context)
      }
    }

    private func say(_ stream: UInt8, _ bytes: ArraySlice<UInt8>, _ context: ChannelHandlerContext) {
      let count = bytes.count + 1
      write(
        (count < 126 ? [0x82, UInt8(count)] : [0x82, 126, UInt8(count >> 8), UInt8(count & 0xFF)]) + [stream] + bytes,
        context)
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }
  }
}
