import HTTP
import NIOCore
import NIOPosix
import Synchronization
import TLS

/// A client with one pool of connections per event loop. A task that runs on a loop of the group uses that loop's pool
/// without leaving the thread; others are given a loop.
package final class HTTPClientGroup: Sendable {
  private struct Loop: Sendable {
    let executor: LoopTaskExecutor
    let pool: NIOLoopBoundBox<HTTPConnectionPool?>
  }

  package let limits: HTTPClientLimits
  private let group: any EventLoopGroup
  private let loops: [ObjectIdentifier: Loop]
  private let resolver: HTTPResolver?
  /// Made with the first request that needs it: reading the authorities of the system takes a while.
  private let system: Mutex<HTTPClientSecurity?> = Mutex(nil)

  /// - Parameter resolver: asked for each request before the system's name service.
  package init(
    group: any EventLoopGroup, limits: HTTPClientLimits = HTTPClientLimits(), resolver: HTTPResolver? = nil
  ) {
    self.group = group
    self.limits = limits
    self.resolver = resolver
    loops = Dictionary(
      uniqueKeysWithValues: group.makeIterator().map { loop in
        (
          ObjectIdentifier(loop),
          Loop(
            executor: LoopTaskExecutor(loop), pool: .makeEmptyBox(valueType: HTTPConnectionPool.self, eventLoop: loop))
        )
      })
  }

  /// Sends a request and waits for the head of its response. Redirects are the caller's.
  /// - Parameter deadline: for the head, and for the body when it is collected.
  /// - Throws: `HTTPClientError`; `CancellationError` when the task is cancelled, which closes the connection.
  package func execute(_ request: HTTPClientRequest, deadline: NIODeadline) async throws -> HTTPClientResponse {
    if let current = MultiThreadedEventLoopGroup.currentEventLoop, let loop = loops[ObjectIdentifier(current)] {
      return try await execute(request, deadline: deadline, on: loop)
    }
    guard let loop = loops[ObjectIdentifier(group.next())] else {
      preconditionFailure("an event loop group hands out loops of its own")
    }
    return try await withTaskExecutorPreference(loop.executor) {
      try await self.execute(request, deadline: deadline, on: loop)
    }
  }

  /// The same with a time from now.
  package func execute(_ request: HTTPClientRequest, timeout: Duration) async throws -> HTTPClientResponse {
    try await execute(request, deadline: .now() + TimeAmount(timeout))
  }

  /// Closes every connection, those in use as well. The event loops go on.
  package func shutdown() async {
    for (_, loop) in loops {
      try? await loop.executor.eventLoop.submit { self.pool(of: loop).shutdown() }.get()
    }
  }

  private func execute(
    _ request: HTTPClientRequest, deadline: NIODeadline, on loop: Loop
  ) async throws -> HTTPClientResponse {
    let destination = try destination(request)
    let bytes = try request.bytes(ByteBufferAllocator())
    let pool = pool(of: loop)
    var isRetry = false
    while true {
      let (connection, isReused) = try await pool.acquire(destination, fresh: isRetry, deadline: deadline)
      let exchange = ClientExchange(connection)
      do {
        let head = try await exchange.perform(bytes, method: request.method, deadline: deadline)
        let body = HTTPClientBody(
          NIOLoopBound(exchange, eventLoop: loop.executor.eventLoop), executor: loop.executor)
        return HTTPClientResponse(status: head.status, headers: head.headers, body: body)
      } catch let error as HTTPClientError where error.code == .noResponse {
        guard isReused, !isRetry, request.isReplayable else { throw error }
        isRetry = true
      }
    }
  }

  private func destination(_ request: HTTPClientRequest) throws -> HTTPDestination {
    let wanted = try request.endpoint()
    let found = resolver?(wanted) ?? wanted
    guard request.url.scheme == "https" else { return HTTPDestination(endpoint: found) }
    let security = try request.security ?? systemSecurity()
    return HTTPDestination(endpoint: found, security: security, name: wanted.host)
  }

  private func systemSecurity() throws(TLSError) -> HTTPClientSecurity {
    try system.withLock { system throws(TLSError) in
      if let system { return system }
      let made = try HTTPClientSecurity()
      system = made
      return made
    }
  }

  /// The pool of a loop; to be called on it.
  private func pool(of loop: Loop) -> HTTPConnectionPool {
    if let pool = loop.pool.value { return pool }
    let pool = HTTPConnectionPool(loop.executor.eventLoop, limits: limits)
    loop.pool.value = pool
    return pool
  }
}
