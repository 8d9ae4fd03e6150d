import MCP

/// A request that was sent to the server, and who waits for its answer.
struct PendingRequest: Sendable {
  enum Answer: Sendable {
    case result(ArraySlice<UInt8>)
    case error(ArraySlice<UInt8>)
  }

  /// The HTTP session and the id that the client gave; `nil` for the bridge's own.
  let origin: Origin?
  /// What progress is told to, and the token that the client wants to see in it.
  let progress: Progress?
  let finish: @Sendable (Result<Answer, BridgeFailure>) -> Void

  struct Origin: Sendable, Hashable {
    let session: String
    let id: JSONRPCID
  }

  struct Progress: Sendable {
    /// JSON text: a string or a number.
    let token: [UInt8]
    let tell: @Sendable ([UInt8]) -> Void
  }
}
