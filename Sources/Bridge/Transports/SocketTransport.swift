import NIOCore
import NIOPosix

/// A server whose standard input and output are at the other end of a Unix socket: how a local cluster lets a pod's
/// bridge reach the pod's server, having no `attach`.
struct SocketTransport: StdioTransport {
  /// Names the socket in the environment of a pod's containers.
  static let environmentVariable = "LOCALCLUSTER_ATTACH"

  let path: String
  let group: any EventLoopGroup
  let limits: StdioLimits

  var handshakeTimeout: Duration { limits.startTimeout }

  func connect(receive: @escaping @Sendable ([UInt8]) -> Void) async throws -> any StdioConnection {
    let ending = ChannelConnection.Ending()
    let channel = try await ClientBootstrap(group: group)
      .channelOption(.writeBufferWaterMark, value: .init(low: 1 << 20, high: ChannelConnection.writeLimit))
      .channelInitializer { [limits] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            LineHandler(limit: limits.lineBytes, receive: receive, end: ending.set))
        }
      }.connect(unixDomainSocketPath: path).get()
    return ChannelConnection(channel, ending: ending)
  }
}
