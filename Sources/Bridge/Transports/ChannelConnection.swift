import NIOCore
import Synchronization

/// A server at the other end of a channel.
final class ChannelConnection: StdioConnection {
  /// What may wait for a server that does not read.
  static let writeLimit = 64 << 20

  private let channel: any Channel
  private let ending: Ending
  private let encode: @Sendable ([UInt8]) -> [UInt8]
  private let whenClosed: @Sendable () async -> String

  /// - Parameters:
  ///   - encode: frames a message with its line end.
  ///   - whenClosed: says how the server ended once the channel is closed; empty for what `ending` knows.
  init(
    _ channel: any Channel, ending: Ending, encode: @escaping @Sendable ([UInt8]) -> [UInt8] = { $0 },
    whenClosed: @escaping @Sendable () async -> String = { "" }
  ) {
    self.channel = channel
    self.ending = ending
    self.encode = encode
    self.whenClosed = whenClosed
  }

  func send(_ message: [UInt8]) {
    guard channel.isWritable else {
      ending.set("it does not read its standard input")
      return close()
    }
    channel.writeAndFlush(ByteBuffer(bytes: encode(message + [0x0A])), promise: nil)
  }

  func close() { channel.close(promise: nil) }

  func ended() async -> String {
    try? await channel.closeFuture.get()
    let how = await whenClosed()
    return ending.reason ?? (how.isEmpty ? "the connection to it ended" : how)
  }

  /// Why a channel ended; the first reason counts.
  final class Ending: Sendable {
    private let text = Mutex<String?>(nil)
    var reason: String? { text.withLock { $0 } }
    func set(_ reason: String) { text.withLock { if $0 == nil { $0 = reason } } }
  }
}
