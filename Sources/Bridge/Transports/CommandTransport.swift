import Glibc
import Logging
import NIOCore
import NIOPosix

/// Starts the server as a child process. What it writes to standard error goes to the log.
struct CommandTransport: StdioTransport {
  static let logLineLimit = 64 << 10

  let arguments: [String]
  let group: any EventLoopGroup
  let limits: StdioLimits
  let logger: Logger

  var handshakeTimeout: Duration { limits.startTimeout }

  func connect(receive: @escaping @Sendable ([UInt8]) -> Void) async throws -> any StdioConnection {
    let process = try SpawnedProcess(arguments)
    logger.info("started the MCP server", metadata: ["pid": "\(process.pid)"])
    let ending = ChannelConnection.Ending()
    let log = StandardErrorLog(logger)
    do {
      _ = try await NIOPipeBootstrap(group: group).channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            LineHandler(limit: Self.logLineLimit, receive: { log.write($0) }, end: { _ in }))
        }
      }.takingOwnershipOfDescriptor(input: process.error).get()
      let channel = try await NIOPipeBootstrap(group: group)
        .channelOption(.writeBufferWaterMark, value: .init(low: 1 << 20, high: ChannelConnection.writeLimit))
        .channelInitializer { [limits] channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
              LineHandler(limit: limits.lineBytes, receive: receive, end: ending.set))
          }
        }.takingOwnershipOfDescriptors(input: process.output, output: process.input).get()
      return ChannelConnection(channel, ending: ending, whenClosed: process.end)
    } catch {
      process.signal(SIGKILL)
      throw error
    }
  }
}

/// What servers write to standard error, as log lines.
struct StandardErrorLog: Sendable {
  let logger: Logger

  init(_ logger: Logger) { self.logger = logger }

  func write(_ line: [UInt8]) {
    guard !line.isEmpty else { return }
    logger.info("stderr", metadata: ["line": "\(String(decoding: line.prefix(8192), as: UTF8.self))"])
  }
}
