import HTTP
import JSON

/// One message that a backend received, for a test to look at.
package struct BackendCall: Sendable {
  /// The JSON-RPC method; for a response of the client, `response`.
  package let method: String
  package let params: JSONValue
  package let headers: HTTPHeaders
}
