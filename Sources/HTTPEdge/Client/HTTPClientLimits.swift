/// The bounds of a client; those on connections hold for each event loop.
package struct HTTPClientLimits: Sendable {
  /// Connections to one endpoint. Requests beyond wait until one is free or their deadline passes.
  package var connectionsPerEndpoint: Int
  /// Connections to one endpoint that are kept for later.
  package var idleConnectionsPerEndpoint: Int
  package var connectTimeout: Duration
  /// How long a connection is kept without a request.
  package var idleTimeout: Duration
  /// The longest header section of a response in bytes.
  package var headerBytes: Int
  /// How much of a body waits in memory for its reader before the connection is not read any more.
  package var bufferedBytes: Int

  package init(
    connectionsPerEndpoint: Int = 256, idleConnectionsPerEndpoint: Int = 64, connectTimeout: Duration = .seconds(10),
    idleTimeout: Duration = .seconds(30), headerBytes: Int = 64 * 1024, bufferedBytes: Int = 256 * 1024
  ) {
    self.connectionsPerEndpoint = connectionsPerEndpoint
    self.idleConnectionsPerEndpoint = idleConnectionsPerEndpoint
    self.connectTimeout = connectTimeout
    self.idleTimeout = idleTimeout
    self.headerBytes = headerBytes
    self.bufferedBytes = bufferedBytes
  }
}
