import HTTP

/// The bounds of one server. A peer that passes one gets an answer that says which, then the connection ends.
package struct HTTPServerLimits: Sendable {
  /// The longest body of a request in bytes, from its head (the body is empty then). More is 413.
  package var bodyBytes: @Sendable (HTTPRequest) -> Int
  /// The longest header section in bytes, target included. More is 431.
  package var headerBytes: Int
  /// How long a head may take from its first byte, and a new connection until its first head. More is 408.
  package var headerTimeout: Duration
  /// How long a body may take after its head. More is 408.
  package var bodyTimeout: Duration
  /// How long a connection may wait for its next request.
  package var idleTimeout: Duration
  /// How long a peer may take nothing of a response that waits for it.
  package var writeTimeout: Duration
  /// Connections at the same time; one more gets 503.
  package var connections: Int

  package init(
    bodyBytes: @escaping @Sendable (HTTPRequest) -> Int = { _ in 1 << 20 }, headerBytes: Int = 64 * 1024,
    headerTimeout: Duration = .seconds(15), bodyTimeout: Duration = .seconds(60), idleTimeout: Duration = .seconds(120),
    writeTimeout: Duration = .seconds(60), connections: Int = 10_000
  ) {
    self.bodyBytes = bodyBytes
    self.headerBytes = headerBytes
    self.headerTimeout = headerTimeout
    self.bodyTimeout = bodyTimeout
    self.idleTimeout = idleTimeout
    self.writeTimeout = writeTimeout
    self.connections = connections
  }
}
