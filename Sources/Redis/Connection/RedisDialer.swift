import NIOCore
import NIOPosix
import TLS

/// Opens connections.
struct RedisDialer: Sendable {
  let group: any EventLoopGroup
  let settings: RedisSettings
  private let tls: TLSClient?
  private let sentinelTLS: TLSClient?

  /// - Throws: `TLSError` for authorities that are none.
  init(_ settings: RedisSettings, group: any EventLoopGroup) throws(TLSError) {
    self.settings = settings
    self.group = group
    if let own = settings.tls { tls = try TLSClient(own) } else { tls = nil }
    if case .sentinels(_, _, let own?) = settings.topology {
      sentinelTLS = try TLSClient(own)
    } else {
      sentinelTLS = nil
    }
  }

  /// A connection to the server that takes writes, logged in, its database chosen.
  /// - Parameter known: where the keys were found, in a cluster.
  func open(known: RedisEndpoint?) async throws(RedisError) -> RedisConnection {
    let server: RedisEndpoint
    if let known { server = known } else { server = try await master() }
    let connection = try await connect(to: server, tls)
    do throws(RedisError) {
      if let credentials = settings.credentials { _ = try await connection.send(credentials.command) }
      if settings.database != 0 { _ = try await connection.send(RedisCommand("SELECT", String(settings.database))) }
      // A server that hangs, loads its data or wants a password is not one to send commands to.
      _ = try await connection.send(RedisCommand("PING"))
      return connection
    } catch {
      connection.close()
      throw error
    }
  }

  /// Where the server is that takes writes.
  func master() async throws(RedisError) -> RedisEndpoint {
    switch settings.topology {
    case .server(let endpoint), .cluster(let endpoint): return endpoint
    case .sentinels(let sentinels, let name, _):
      var failure = RedisError(code: .connectFailed, reason: "there are no sentinels")
      for sentinel in sentinels {
        do throws(RedisError) { return try await ask(sentinel, for: name) } catch { failure = error }
      }
      throw failure
    }
  }

  private func ask(_ sentinel: RedisEndpoint, for name: String) async throws(RedisError) -> RedisEndpoint {
    let connection = try await connect(to: sentinel, sentinelTLS)
    defer { connection.close() }
    let reply = try await connection.send(RedisCommand("SENTINEL", "get-master-addr-by-name", name))
    guard let host = reply.elements?.first?.text, let port = reply.elements?.last?.text.flatMap({ Int($0) }),
      !host.isEmpty, (1...65_535).contains(port)
    else {
      throw RedisError(code: .connectFailed, reason: "the sentinel at \(sentinel) knows no master \"\(name)\"")
    }
    return RedisEndpoint(host: host, port: port)
  }

  private struct Opened: Sendable {
    let connection: RedisConnection
    let secured: EventLoopFuture<Void>
  }

  private func connect(to endpoint: RedisEndpoint, _ tls: TLSClient?) async throws(RedisError) -> RedisConnection {
    let deadline = NIODeadline.now() + TimeAmount(settings.dialTimeout)
    let initializer: @Sendable (any Channel) -> EventLoopFuture<Opened> = { [settings] channel in
      channel.eventLoop.makeCompletedFuture {
        let secured =
          try tls?.install(on: channel, host: endpoint.host) ?? channel.eventLoop.makeSucceededVoidFuture()
        let handler = RedisChannelHandler(
          endpoint, readTimeout: settings.readTimeout, writeTimeout: settings.writeTimeout)
        try channel.pipeline.syncOperations.addHandlers([
          ByteToMessageHandler(RESPDecoder(limits: settings.limits)), handler,
        ])
        let connection = RedisConnection(
          endpoint: endpoint, channel: channel, handler: NIOLoopBound(handler, eventLoop: channel.eventLoop))
        return Opened(connection: connection, secured: secured)
      }
    }
    let bootstrap = ClientBootstrap(group: group)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .connectTimeout(TimeAmount(settings.dialTimeout))
    do {
      let opened: Opened
      if let address = try? SocketAddress(ipAddress: endpoint.host, port: endpoint.port) {
        opened = try await bootstrap.connect(to: address, channelInitializer: initializer)
      } else {
        opened = try await bootstrap.connect(host: endpoint.host, port: endpoint.port, channelInitializer: initializer)
      }
      let channel = opened.connection.channel
      let late = channel.eventLoop.scheduleTask(deadline: deadline) { channel.close(promise: nil) }
      defer { late.cancel() }
      try await opened.secured.get()
      return opened.connection
    } catch {
      throw Self.failure(error, endpoint)
    }
  }

  private static func failure(_ error: any Error, _ endpoint: RedisEndpoint) -> RedisError {
    if let error = error as? TLSError {
      return RedisError(
        code: error.code == .untrusted ? .untrusted : .connectFailed, reason: "Redis at \(endpoint): \(error)",
        isHarmless: true)
    }
    var cause = error
    if let failure = error as? NIOConnectionError {
      cause = failure.connectionErrors.first?.error ?? failure.dnsAError ?? failure.dnsAAAAError ?? failure
    }
    return RedisError(
      code: .connectFailed, reason: "cannot connect to Redis at \(endpoint): \(cause)", isHarmless: true)
  }
}
