import MCP

/// What the gateway and a backend agreed on. Everybody shares it at a backend that sees the gateway and not its users;
/// where each has credentials of their own, each has a session of their own.
struct BackendSession: Sendable {
  /// The backend's `Mcp-Session-Id`; a backend may have none.
  let id: String?
  /// As the backend said it; it goes back in `MCP-Protocol-Version`.
  let protocolVersion: String
  let hasTools: Bool
  /// Where it speaks MCP 2024-11-05: the stream that its answers come on.
  var stream: SSEStream?
  /// Tells sessions of one backend apart.
  let number: Int
}
