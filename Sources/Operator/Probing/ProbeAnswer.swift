/// What came back.
package enum ProbeAnswer: Sendable, Hashable {
  /// An MCP server, speaking this revision.
  case server(revision: String)
  /// An MCP server that wants credentials first, which gateways have.
  case wantsCredentials
  case gateway(GatewayReport)
  case failure(ProbeFailure)

  /// Whether it is what is hoped for; anything else is asked for again soon.
  func isGood(for target: ProbeTarget) -> Bool {
    switch self {
    case .server, .wantsCredentials: true
    case .gateway(let report): report.isSettled(for: target)
    case .failure: false
    }
  }
}
