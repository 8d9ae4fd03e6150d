import CCurl
import HTTP
import Synchronization

/// An HTTP/1.1 client: one libcurl multi handle on a thread of its own serves all requests and streams. The thread ends
/// with `shutdown()`, or when the last reference to the client goes.
package final class CurlClient: Sendable {
  package struct Configuration: Sendable {
    /// How many complete-response requests to one origin run at once; more wait their turn. Streams do not count.
    package var requestsPerOrigin = 32
    /// Idle connections kept for reuse.
    package var idleConnections = 32
    /// Asked before each connection; `false` refuses the address. A client with a filter uses no proxy, and since the
    /// filter belongs to the client, no request rides on a connection that the filter did not see.
    package var admits: (@Sendable (IPAddress) -> Bool)?

    package init() {}

    /// Admits public addresses only: for URLs that came from outside.
    package static var publicAddressesOnly: Configuration {
      var configuration = Configuration()
      configuration.admits = { $0.isPublic }
      return configuration
    }
  }

  private let loop: CurlLoop
  private let configuration: Configuration
  private let nextIdentifier = Atomic<UInt64>(1)

  package init(_ configuration: Configuration = Configuration()) {
    self.configuration = configuration
    loop = CurlLoop(configuration)
  }

  deinit { loop.stop() }

  /// Performs one request. The status says what the server thought of it; only an exchange that failed throws.
  /// - Throws: `CurlError`, or `CancellationError` when the task is cancelled, which closes the connection.
  package func send(_ request: CurlRequest) async throws -> CurlResponse {
    let collector = ResponseCollector(limit: request.responseLimit)
    let transfer = try makeTransfer(request, collector, isStream: false)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        collector.onEnd = { continuation.resume(with: $0) }
        loop.start(transfer)
      }
    } onCancel: {
      loop.cancel(transfer)
    }
  }

  /// Performs one request and returns as soon as the response's fields are there; the body comes as lines. A slow
  /// reader slows the sender down: about 256 KB are held at most, or one line.
  /// - Throws: `CurlError` or `CancellationError`.
  package func lines(_ request: CurlRequest) async throws -> CurlLines {
    let channel = LineChannel(lineLimit: request.responseLimit)
    let transfer = try makeTransfer(request, channel, isStream: true)
    channel.connect(
      resume: { [loop] in loop.resume(transfer) }, cancel: { [loop] in loop.cancel(transfer) })
    // Whatever ends this function early, cancellation included, drops the lines and with them the transfer.
    let lines = CurlLines(channel)
    loop.start(transfer)
    try await lines.waitForHead()
    return lines
  }

  /// Fails everything under way with `CurlError.Code.closed` and returns when the thread has ended.
  package func shutdown() async {
    await withCheckedContinuation { continuation in loop.stop { continuation.resume() } }
  }

  private func makeTransfer(
    _ request: CurlRequest, _ receiver: any TransferReceiver, isStream: Bool
  ) throws(CurlError) -> CurlTransfer {
    let identifier = nextIdentifier.wrappingAdd(1, ordering: .relaxed).oldValue
    return try CurlTransfer(
      identifier: identifier, request: request, receiver: receiver, isStream: isStream, admits: configuration.admits)
  }
}
