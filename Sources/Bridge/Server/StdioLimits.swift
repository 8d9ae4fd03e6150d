/// The bounds of a bridge.
package struct StdioLimits: Sendable {
  /// The longest line that is taken from the server in bytes; a longer one ends the connection to it.
  package var lineBytes = 16 << 20
  /// The longest message that is taken from a client in bytes.
  package var messageBytes = 4 << 20
  /// Requests that wait for the server's answers.
  package var requests = 512
  /// HTTP sessions; the one that was quiet the longest makes room.
  package var sessions = 1024
  /// Messages that wait for a client which reads slowly.
  package var streamMessages = 256
  /// For the server's answer to `initialize`, its start included.
  package var startTimeout = Duration.seconds(60)
  /// For an answer to `ping`, by which the server is seen to be alive.
  package var pingTimeout = Duration.seconds(5)
  /// The longest that a request may take.
  package var requestTimeout = Duration.seconds(3600)

  package init() {}
}
