import JSON
import MCP

/// A JSON-RPC request and who sent it.
struct EndpointRequest: Sendable {
  let id: JSONRPCID
  let method: String
  let params: JSONMembers?
  let caller: Caller
}
