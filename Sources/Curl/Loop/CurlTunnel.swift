import CCurl
import Glibc
import HTTP

/// A connection to a host with TLS as libcurl makes it, for protocols that are not HTTP after their first bytes: what is
/// written to one end of a socket pair goes to the host, and what the host sends comes out there.
package enum CurlTunnel {
  private final class Nobody: TransferReceiver {
    func head(status: Int, headers: HTTPHeaders) {}
    func body(_ bytes: UnsafeRawBufferPointer) -> TransferDecision { .accept }
    func end(_ result: Result<Void, any Error>) {}
  }

  /// - Parameter request: its address, TLS, proxy and connect timeout count; nothing of it is sent.
  /// - Returns: a connected socket, the caller's to close; closing it closes the connection.
  package static func open(_ request: CurlRequest) async throws -> Int32 {
    _ = CurlLoop.isReady
    let transfer = try CurlTransfer(
      identifier: 0, request: request, receiver: Nobody(), isStream: true, admits: nil)
    return try await withCheckedThrowingContinuation { continuation in
      let runner = TunnelRunner(transfer) { continuation.resume(with: $0) }
      var thread = pthread_t()
      let failure = pthread_create(
        &thread, nil,
        { argument in
          if let argument { Unmanaged<TunnelRunner>.fromOpaque(argument).takeRetainedValue().run() }
          return nil
        }, Unmanaged.passRetained(runner).toOpaque())
      guard failure == 0 else { fatalError("no thread for a tunnel: \(failure)") }
      pthread_detach(thread)
    }
  }
}
