import TLS

/// How a Redis server is reached and spoken to.
package struct RedisSettings: Sendable, Equatable {
  package var topology: RedisTopology
  package var credentials: RedisCredentials?
  package var database = 0
  /// `nil` for a plain connection.
  package var tls: TLSClientSettings?
  /// Until a connection is open, handshakes included.
  package var dialTimeout = Duration.seconds(5)
  /// For an answer, once the command is on its way.
  package var readTimeout = Duration.seconds(3)
  /// For a command to get on its way.
  package var writeTimeout = Duration.seconds(3)
  package var limits = RESPLimits()

  package init(_ topology: RedisTopology) { self.topology = topology }
}
