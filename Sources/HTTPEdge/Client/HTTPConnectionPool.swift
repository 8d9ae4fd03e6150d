import NIOCore
import NIOPosix
import TLS

/// The kept connections of one event loop; confined to it.
final class HTTPConnectionPool {
  private struct Kept {
    var idle: [ClientConnection] = []
    /// Connections that are open or being opened.
    var count = 0
    var waiters = CircularBuffer<Waiter>()
  }

  /// A connection that came about, and the handshake that it begins with.
  private struct Opened {
    let connection: ClientConnection
    let handshake: EventLoopFuture<Void>?

    /// Waits until the connection can be used.
    func shake(until deadline: NIODeadline) async throws {
      guard let handshake else { return }
      let channel = connection.channel
      let timeout = channel.eventLoop.scheduleTask(deadline: deadline) { channel.close(promise: nil) }
      defer { timeout.cancel() }
      try await handshake.get()
    }
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
  private var destinations: [HTTPDestination: Kept] = [:]
  private var all: [ObjectIdentifier: ClientConnection] = [:]
  private var isShutDown = false

  init(_ eventLoop: any EventLoop, limits: HTTPClientLimits) {
    self.eventLoop = eventLoop
    self.limits = limits
  }

  /// A connection to use now: a kept one, a new one, or what another request gives back.
  func acquire(
    _ destination: HTTPDestination, fresh: Bool, deadline: NIODeadline
  ) async throws -> (connection: ClientConnection, isReused: Bool) {
    while true {
      try Task.checkCancellation()
      guard !isShutDown else { throw HTTPClientError(code: .shutDown, reason: "the HTTP client has been shut down") }
      if fresh {
        // What was kept beside a connection that turned out to be dead is most likely dead as well.
        let kept = destinations[destination]?.idle ?? []
        destinations[destination]?.idle = []
        for connection in kept { connection.close() }
      } else {
        while let connection = destinations[destination]?.idle.popLast() {
          if connection.isUsable { return (connection, true) }
        }
      }
      if destinations[destination, default: Kept()].count < limits.connectionsPerEndpoint {
        return (try await open(destination, deadline: deadline), false)
      }
      try await wait(destination, deadline: deadline)
    }
  }

  func release(_ connection: ClientConnection) {
    let destination = connection.destination
    let kept = destinations[destination]?.idle.count ?? 0
    guard connection.isUsable, !isShutDown, kept < limits.idleConnectionsPerEndpoint else { return connection.close() }
    destinations[destination]?.idle.append(connection)
    connection.rest()
    wakeWaiter(destination)
  }

  func closed(_ connection: ClientConnection) {
    guard all.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
    destinations[connection.destination]?.idle.removeAll { $0 === connection }
    forget(connection.destination)
  }

  func shutdown() {
    isShutDown = true
    for connection in all.values { connection.close() }
    for destination in Array(destinations.keys) {
      while wakeWaiter(destination) {}
    }
  }

  private func open(_ destination: HTTPDestination, deadline: NIODeadline) async throws -> ClientConnection {
    destinations[destination, default: Kept()].count += 1
    let now = NIODeadline.now()
    guard deadline > now else {
      forget(destination)
      throw HTTPClientError(code: .timedOut, reason: "no time was left to connect to \(destination)")
    }
    let pool = NIOLoopBound(self, eventLoop: eventLoop)
    let initializer: @Sendable (any Channel) -> EventLoopFuture<NIOLoopBound<Opened>> = { channel in
      channel.eventLoop.makeCompletedFuture {
        let connection = try ClientConnection.install(on: channel, destination: destination, pool: pool.value)
        let handshake = try destination.security?.tls.install(on: channel, host: destination.name)
        return NIOLoopBound(
          Opened(connection: connection, handshake: handshake), eventLoop: channel.eventLoop)
      }
    }
    let end = min(deadline, now + TimeAmount(limits.connectTimeout))
    let bootstrap = ClientBootstrap(group: eventLoop)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .connectTimeout(end - now)
    do {
      let endpoint = destination.endpoint
      let opened: Opened
      if let address = try? SocketAddress(ipAddress: endpoint.host, port: endpoint.port) {
        opened = try await bootstrap.connect(to: address, channelInitializer: initializer).value
      } else {
        opened = try await bootstrap.connect(
          host: endpoint.host, port: endpoint.port, channelInitializer: initializer
        ).value
      }
      try await opened.shake(until: end)
      let connection = opened.connection
      guard connection.isUsable else {
        throw HTTPClientError(code: .connectFailed, reason: "\(destination) closed the connection at once")
      }
      all[ObjectIdentifier(connection)] = connection
      return connection
    } catch let error as HTTPClientError {
      forget(destination)
      throw error
    } catch {
      forget(destination)
      throw Self.connectError(error, destination, isLate: end <= .now())
    }
  }

  private func wait(_ destination: HTTPDestination, deadline: NIODeadline) async throws {
    let waiter = Waiter()
    let bound = NIOLoopBound(waiter, eventLoop: eventLoop)
    let eventLoop = eventLoop
    let timeout = eventLoop.scheduleTask(deadline: deadline) {
      bound.value.fail(HTTPClientError(code: .timedOut, reason: "no connection to \(destination) became free in time"))
    }
    defer { timeout.cancel() }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        waiter.continuation = continuation
        destinations[destination]?.waiters.append(waiter)
      }
    } onCancel: {
      eventLoop.execute { bound.value.fail(CancellationError()) }
    }
  }

  /// Lets the oldest request that still waits look again.
  @discardableResult
  private func wakeWaiter(_ destination: HTTPDestination) -> Bool {
    while let waiter = destinations[destination]?.waiters.popFirst() {
      guard let continuation = waiter.continuation else { continue }
      waiter.continuation = nil
      continuation.resume()
      return true
    }
    return false
  }

  /// Takes one connection off the count.
  private func forget(_ destination: HTTPDestination) {
    destinations[destination]?.count -= 1
    if !wakeWaiter(destination), destinations[destination]?.count == 0 { destinations[destination] = nil }
  }

  private static func connectError(_ error: any Error, _ destination: HTTPDestination, isLate: Bool) -> any Error {
    if error is CancellationError { return error }
    if let failure = error as? TLSError, failure.code == .untrusted {
      return HTTPClientError(code: .untrusted, reason: failure.reason, cause: error)
    }
    var cause = error
    if let failure = error as? NIOConnectionError {
      cause = failure.connectionErrors.first?.error ?? failure.dnsAError ?? failure.dnsAAAAError ?? failure
    }
    return HTTPClientError(
      code: isLate ? .timedOut : .connectFailed, reason: "cannot connect to \(destination): \(cause)", cause: error)
  }
}
