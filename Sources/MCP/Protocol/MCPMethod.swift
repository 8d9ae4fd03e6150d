/// The names of methods.
package enum MCPMethod {
  package static let initialize = "initialize"
  package static let initialized = "notifications/initialized"
  package static let ping = "ping"
  package static let listTools = "tools/list"
  package static let callTool = "tools/call"
}
