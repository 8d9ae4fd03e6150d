/// A server's standard input and output, while they are there.
protocol StdioConnection: Sendable {
  /// One message; its line end is added.
  func send(_ message: [UInt8])
  func close()
  /// Returns when the server is gone, with why.
  func ended() async -> String
}

/// A way to a server.
protocol StdioTransport: Sendable {
  /// How long the answer to `initialize` is waited for before the way is taken anew.
  var handshakeTimeout: Duration { get }

  /// Starts the server, or finds the one that runs.
  /// - Parameter receive: told of each line of its standard output, in order, without the line's end.
  func connect(receive: @escaping @Sendable ([UInt8]) -> Void) async throws -> any StdioConnection
}
