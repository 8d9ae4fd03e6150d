import JSON

/// An error of JSON-RPC 2.0, section 5.1.
package struct JSONRPCError: Error, Sendable, Equatable {
  package let code: Int
  package let message: String
  package let data: JSONValue?

  package init(_ code: Int, _ message: String, data: JSONValue? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  package var json: JSONValue {
    var value: JSONValue = ["code": .int(code), "message": .string(message)]
    value["data"] = data
    return value
  }
}

extension JSONRPCError {
  /// The text is not JSON.
  package static func parseError(_ message: String) -> JSONRPCError { JSONRPCError(-32700, message) }
  /// The JSON is not one request, notification or response.
  package static func invalidRequest(_ message: String) -> JSONRPCError { JSONRPCError(-32600, message) }
  package static func methodNotFound(_ message: String) -> JSONRPCError { JSONRPCError(-32601, message) }
  package static func invalidParams(_ message: String) -> JSONRPCError { JSONRPCError(-32602, message) }
  package static func internalError(_ message: String) -> JSONRPCError { JSONRPCError(-32603, message) }
  /// MCP 2026-07-28: the requested revision is not spoken here; `data` says which are.
  package static func unsupportedVersion(requested: String) -> JSONRPCError {
    JSONRPCError(
      -32022, "Unsupported protocol version",
      data: [
        "supported": .array(ProtocolVersion.allCases.map { .string($0.rawValue) }), "requested": .string(requested),
      ])
  }
}
