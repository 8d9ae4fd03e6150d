import Glibc
import NIOCore
import NIOPosix

/// A server whose standard input and output are two named pipes: how a local cluster lets a pod's bridge reach the pod's
/// server, having no `attach`.
struct PipeTransport: StdioTransport {
  /// Names the folder of the pipes in the environment of a pod's containers.
  static let environmentVariable = "LOCALCLUSTER_STDIO"

  let folder: String
  let container: String
  let group: any EventLoopGroup
  let limits: StdioLimits

  var handshakeTimeout: Duration { limits.startTimeout }

  func connect(receive: @escaping @Sendable ([UInt8]) -> Void) async throws -> any StdioConnection {
    let input = try Self.open("\(folder)/\(container).in", O_WRONLY)
    let output: Int32
    do throws(SpawnedProcess.Failure) {
      output = try Self.open("\(folder)/\(container).out", O_RDONLY)
    } catch {
      close(input)
      throw error
    }
    let ending = ChannelConnection.Ending()
    let channel = try await NIOPipeBootstrap(group: group)
      .channelOption(.writeBufferWaterMark, value: .init(low: 1 << 20, high: ChannelConnection.writeLimit))
      .channelInitializer { [limits] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            LineHandler(limit: limits.lineBytes, receive: receive, end: ending.set))
        }
      }.takingOwnershipOfDescriptors(input: output, output: input).get()
    return ChannelConnection(channel, ending: ending)
  }

  /// Without waiting for the other side: a server that is not there yet is tried again later.
  private static func open(_ path: String, _ mode: Int32) throws(SpawnedProcess.Failure) -> Int32 {
    let descriptor = Glibc.open(path, mode | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw SpawnedProcess.Failure(description: "its container is not running yet: \(String(cString: strerror(errno)))")
    }
    return descriptor
  }
}
