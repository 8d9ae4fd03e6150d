import MCP
import Policy

/// A tool as clients see it, and where its calls go.
struct CatalogueEntry: Sendable {
  let backend: Backend
  let tool: Tool
  let identity: ToolIdentity
  /// What `tools/list` says of it: the backend's own text under the advertised name.
  let text: [UInt8]

  var name: String { identity.names.advertisedName }
}
