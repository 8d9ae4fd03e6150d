import HTTP
import NIOCore

/// The connection that a request came over, as its handler sees it.
///
/// The handler's task is cancelled when the peer goes away.
package struct HTTPConnection: Sendable {
  /// The loop that the request's task runs on.
  package let eventLoop: any EventLoop
  /// The loop's place among the server's loops, from 0: a key for what a handler keeps per loop.
  package let loopIndex: Int
  /// The peer's numeric address without port.
  package let remoteAddress: String?
  /// The local port.
  package let localPort: Int?
  let channel: any Channel

  /// Cuts the connection off, whatever is in flight.
  package func close() { channel.close(promise: nil) }
}

/// Answers one request. It runs on the connection's event loop and must not block it.
package typealias HTTPHandler = @Sendable (HTTPRequest, HTTPConnection) async -> HTTPResponse

/// Has the last word on a request whose body the server refuses, because it is too long (413) or comes too slowly (408):
/// is given the request by its head alone, its body empty, and the server's own response, and returns what is sent, a
/// response of bytes. The connection ends after it. It runs on the connection's event loop and must not block it.
package typealias HTTPRefusalHandler = @Sendable (HTTPRequest, HTTPResponse) async -> HTTPResponse
