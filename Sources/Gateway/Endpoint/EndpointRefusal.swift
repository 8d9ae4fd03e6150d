import HTTP
import MCP

/// A request that ends here: with which error and HTTP status.
struct EndpointRefusal: Error, Sendable {
  let error: JSONRPCError
  let status: Int

  init(_ error: JSONRPCError, status: Int) {
    self.error = error
    self.status = status
  }

  func response(_ id: JSONRPCID?) -> HTTPResponse { MCPResponse.error(error, id: id, status: status) }
}
