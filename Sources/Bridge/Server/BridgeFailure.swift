import MCP

/// Why the server gave no answer.
enum BridgeFailure: Error, Sendable, Equatable {
  /// It is not running, starting, or was restarted meanwhile.
  case notRunning(String)
  case timedOut
  /// Too many requests wait already.
  case busy
  /// The client went away.
  case cancelled

  /// For the client: an error of JSON-RPC.
  var error: JSONRPCError {
    switch self {
    case .notRunning(let reason): .internalError("the MCP server is not available: \(reason)")
    case .timedOut: .internalError("the MCP server did not answer in time")
    case .busy: .internalError("too many requests wait for the MCP server")
    case .cancelled: .internalError("the request was cancelled")
    }
  }
}
