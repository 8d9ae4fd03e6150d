import HTTP
import JSON
import MCP
import OutgoingAuthentication

/// A JSON-RPC request and who sent it.
struct EndpointRequest: Sendable {
  let id: JSONRPCID
  let method: String
  let params: JSONMembers?
  let caller: Caller
  /// The same person as backends are called for.
  let outgoing: OutgoingCaller
  /// What of the request goes to backends.
  let passed: HTTPHeaders
}
