import Curl
import HTTP
import JOSE
import Kubernetes
import Logging
import NIOCore
import NIOPosix

/// Attaches to the server's container through the Kubernetes API. The container was started by Kubernetes with `stdin:
/// true`, from the image that people gave; nothing is put into it.
struct AttachTransport: StdioTransport {
  let configuration: ClusterConfiguration
  let pod: ObjectKey
  let container: String
  let group: any EventLoopGroup
  let limits: StdioLimits
  let logger: Logger

  /// Short: who attaches to a container in the moment in which it ends hears nothing of the one that comes after it.
  var handshakeTimeout: Duration { .seconds(5) }

  func connect(receive: @escaping @Sendable ([UInt8]) -> Void) async throws -> any StdioConnection {
    var connect = CurlRequest("GET", configuration.server)
    connect.connectTimeout = .seconds(10)
    connect.proxy = configuration.proxy
    try configuration.authenticate(&connect)
    guard let url = HTTPURL(configuration.server) else {
      throw KubernetesError(.configuration, "the API server's address cannot be used")
    }
    let request = AttachRequest(
      host: String(url.origin.dropFirst(url.scheme.count + 3)),
      target: url.path
        + AttachRequest.target(
          namespace: pod.namespace ?? configuration.namespace, pod: pod.name, container: container),
      key: Base64.encode(Random.bytes(16)),
      authorization: connect.headers["Authorization"])
    let descriptor = try await CurlTunnel.open(connect)
    let ending = ChannelConnection.Ending()
    let opened = group.next().makePromise(of: Void.self)
    let channel: any Channel
    do {
      channel = try await ClientBootstrap(group: group)
        .channelOption(.writeBufferWaterMark, value: .init(low: 1 << 20, high: ChannelConnection.writeLimit))
        .channelInitializer { [limits, logger] channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
              AttachHandler(
                request, limits: limits, logger: logger, opened: opened, receive: receive, end: ending.set))
          }
        }.withConnectedSocket(descriptor).get()
    } catch {
      opened.fail(error)
      throw error
    }
    try await opened.futureResult.get()
    logger.info("attached to the MCP server", metadata: ["pod": "\(pod)", "container": "\(container)"])
    return ChannelConnection(channel, ending: ending, encode: AttachHandler.frame)
  }
}
