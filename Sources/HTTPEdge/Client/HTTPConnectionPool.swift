import NIOCore
import NIOPosix

/// The kept connections of one event loop; confined to it.
final class HTTPConnectionPool {
  private struct Endpoint {
    var idle: [ClientConnection] = []
    /// Connections that are open or being opened.
    var count = 0
    var waiters = CircularBuffer<Waiter>()
  }

  /// A request that waits for a connection; resumed when it should look again.
  private final class Waiter {
    var continuation: CheckedContinuation<Void, any Error>?

    func fail(_ error: any Error) {
      continuation?.resume(throwing: error)
      continuation = nil
    }
  }

  let limits: HTTPClientLimits
  private let eventLoop: any EventLoop
  private var endpoints: [HTTPEndpoint: Endpoint] = [:]
  private var all: [ObjectIdentifier: ClientConnection] = [:]
  private var isShutDown = false

  init(_ eventLoop: any EventLoop, limits: HTTPClientLimits) {
    self.eventLoop = eventLoop
    self.limits = limits
  }

  /// A connection to use now: a kept one, a new one, or what another request gives back.
  func acquire(
    _ endpoint: HTTPEndpoint, fresh: Bool, deadline: NIODeadline
  ) async throws -> (connection: ClientConnection, isReused: Bool) {
    while true {
      try Task.checkCancellation()
      guard !isShutDown else { throw HTTPClientError(code: .shutDown, reason: "the HTTP client has been shut down") }
      if fresh {
        // What was kept beside a connection that turned out to be dead is most likely dead as well.
        let kept = endpoints[endpoint]?.idle ?? []
        endpoints[endpoint]?.idle = []
        for connection in kept { connection.close() }
      } else {
        while let connection = endpoints[endpoint]?.idle.popLast() {
          if connection.isUsable { return (connection, true) }
        }
      }
      if endpoints[endpoint, default: Endpoint()].count < limits.connectionsPerEndpoint {
        return (try await open(endpoint, deadline: deadline), false)
      }
      try await wait(endpoint, deadline: deadline)
    }
  }

  func release(_ connection: ClientConnection) {
    let endpoint = connection.endpoint
    let kept = endpoints[endpoint]?.idle.count ?? 0
    guard connection.isUsable, !isShutDown, kept < limits.idleConnectionsPerEndpoint else { return connection.close() }
    endpoints[endpoint]?.idle.append(connection)
    connection.rest()
    wakeWaiter(endpoint)
  }

  func closed(_ connection: ClientConnection) {
    guard all.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
    endpoints[connection.endpoint]?.idle.removeAll { $0 === connection }
    forget(connection.endpoint)
  }

  func shutdown() {
    isShutDown = true
    for connection in all.values { connection.close() }
    for endpoint in Array(endpoints.keys) {
      while wakeWaiter(endpoint) {}
    }
  }

  private func open(_ endpoint: HTTPEndpoint, deadline: NIODeadline) async throws -> ClientConnection {
    endpoints[endpoint, default: Endpoint()].count += 1
    let now = NIODeadline.now()
    guard deadline > now else {
      forget(endpoint)
      throw HTTPClientError(code: .timedOut, reason: "no time was left to connect to \(endpoint)")
    }
    let pool = NIOLoopBound(self, eventLoop: eventLoop)
    let initializer: @Sendable (any Channel) -> EventLoopFuture<NIOLoopBound<ClientConnection>> = { channel in
      channel.eventLoop.makeCompletedFuture {
        NIOLoopBound(
          try ClientConnection.install(on: channel, endpoint: endpoint, pool: pool.value), eventLoop: channel.eventLoop)
      }
    }
    let bootstrap = ClientBootstrap(group: eventLoop)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .connectTimeout(min(TimeAmount(limits.connectTimeout), deadline - now))
    do {
      let connection: ClientConnection
      if let address = try? SocketAddress(ipAddress: endpoint.host, port: endpoint.port) {
        connection = try await bootstrap.connect(to: address, channelInitializer: initializer).value
      } else {
        connection = try await bootstrap.connect(
          host: endpoint.host, port: endpoint.port, channelInitializer: initializer
        ).value
      }
      guard connection.isUsable else {
        throw HTTPClientError(code: .connectFailed, reason: "\(endpoint) closed the connection at once")
      }
      all[ObjectIdentifier(connection)] = connection
      return connection
    } catch let error as HTTPClientError {
      forget(endpoint)
      throw error
    } catch {
      forget(endpoint)
      throw Self.connectError(error, endpoint, isLate: deadline <= .now())
    }
  }

  private func wait(_ endpoint: HTTPEndpoint, deadline: NIODeadline) async throws {
    let waiter = Waiter()
    let bound = NIOLoopBound(waiter, eventLoop: eventLoop)
    let eventLoop = eventLoop
    let timeout = eventLoop.scheduleTask(deadline: deadline) {
      bound.value.fail(HTTPClientError(code: .timedOut, reason: "no connection to \(endpoint) became free in time"))
    }
    defer { timeout.cancel() }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        waiter.continuation = continuation
        endpoints[endpoint]?.waiters.append(waiter)
      }
    } onCancel: {
      eventLoop.execute { bound.value.fail(CancellationError()) }
    }
  }

  /// Lets the oldest request that still waits look again.
  @discardableResult
  private func wakeWaiter(_ endpoint: HTTPEndpoint) -> Bool {
    while let waiter = endpoints[endpoint]?.waiters.popFirst() {
      guard let continuation = waiter.continuation else { continue }
      waiter.continuation = nil
      continuation.resume()
      return true
    }
    return false
  }

  /// Takes one connection off the count.
  private func forget(_ endpoint: HTTPEndpoint) {
    endpoints[endpoint]?.count -= 1
    if !wakeWaiter(endpoint), endpoints[endpoint]?.count == 0 { endpoints[endpoint] = nil }
  }

  private static func connectError(_ error: any Error, _ endpoint: HTTPEndpoint, isLate: Bool) -> any Error {
    if error is CancellationError { return error }
    var cause = error
    if let failure = error as? NIOConnectionError {
      cause = failure.connectionErrors.first?.error ?? failure.dnsAError ?? failure.dnsAAAAError ?? failure
    }
    return HTTPClientError(
      code: isLate ? .timedOut : .connectFailed, reason: "cannot connect to \(endpoint): \(cause)", cause: error)
  }
}
