/// The header fields of Streamable HTTP.
package enum MCPHeader {
  package static let sessionID = "Mcp-Session-Id"
  package static let protocolVersion = "MCP-Protocol-Version"
}
