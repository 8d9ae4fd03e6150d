/// Whom to ask, and what.
package struct ProbeTarget: Sendable, Hashable {
  package enum Question: Sendable, Hashable {
    /// Whether an MCP server answers `initialize`, or `server/discover`, over Streamable HTTP.
    case streamableHTTP
    /// The same over HTTP with SSE (MCP 2024-11-05).
    case sse
    /// How a gateway stands.
    case gateway
  }

  let url: String
  let question: Question
  /// Whether gateways call it with credentials that the operator has not: a demand for them is an answer then.
  var hasCredentials = false
  /// The document that a gateway should be serving; `nil` where that is not known.
  var documentHash: String?
  /// What else makes an earlier answer stale, such as a rollout: when it changes, the question is asked at once.
  var occasion = ""

  /// Whether answers of `other` are answers of this, be they stale.
  func isSamePlace(as other: ProbeTarget) -> Bool { url == other.url && question == other.question }
}
