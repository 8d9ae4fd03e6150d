import NIOCore

/// The body of a response, read once: whole with `collect`, or piece by piece as it comes. A reader that waits holds the
/// sender back. When the body is dropped before its end, the connection is closed.
///
/// `collect` is bound by the request's deadline. Iterating lifts it: an event stream lasts as long as its reader wants.
package final class HTTPClientBody: AsyncSequence, Sendable {
  package typealias Element = [UInt8]
  package typealias Failure = any Error

  package struct AsyncIterator: AsyncIteratorProtocol {
    let body: HTTPClientBody

    /// The next bytes; `nil` at the end.
    /// - Throws: `HTTPClientError` when the connection ends too early, `CancellationError`.
    package mutating func next() async throws -> [UInt8]? {
      try await body.onLoop { exchange in
        exchange.liftDeadline()
        return try await exchange.next().map { Array($0.readableBytesView) }
      }
    }
  }

  private let exchange: NIOLoopBound<ClientExchange>
  private let executor: LoopTaskExecutor

  init(_ exchange: NIOLoopBound<ClientExchange>, executor: LoopTaskExecutor) {
    self.exchange = exchange
    self.executor = executor
  }

  deinit {
    let exchange = exchange
    if executor.eventLoop.inEventLoop {
      exchange.value.abandon()
    } else {
      executor.eventLoop.execute { exchange.value.abandon() }
    }
  }

  package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: self) }

  /// The whole body.
  package func collect(upTo limit: Int) async throws -> [UInt8] {
    try await onLoop { exchange in
      var bytes: [UInt8] = []
      while let piece = try await exchange.next() {
        guard bytes.count + piece.readableBytes <= limit else {
          exchange.abandon()
          throw HTTPClientError(code: .tooLarge, reason: "the response body is longer than \(limit) bytes")
        }
        bytes.append(contentsOf: piece.readableBytesView)
      }
      return bytes
    }
  }

  private func onLoop<Value: Sendable>(
    _ operation: @Sendable (ClientExchange) async throws -> Value
  ) async throws -> Value {
    if executor.eventLoop.inEventLoop { return try await operation(exchange.value) }
    return try await withTaskExecutorPreference(executor) { try await operation(exchange.value) }
  }
}
