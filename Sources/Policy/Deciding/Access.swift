import JSON

/// What somebody wants to do. List filters ask without arguments.
package enum Access: Sendable {
  case callTool(ToolIdentity, arguments: JSONObject? = nil)
  case getPrompt(CapabilityIdentity, arguments: JSONObject? = nil)
  case readResource(CapabilityIdentity)
}
