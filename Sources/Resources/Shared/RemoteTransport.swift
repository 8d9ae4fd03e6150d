import JSON

/// How a server elsewhere speaks MCP.
package enum RemoteTransport: String, JSONEnumeration {
  case sse
  case streamableHTTP = "streamable-http"
}
