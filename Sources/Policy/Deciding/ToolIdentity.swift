import MCP

/// Which tool of which backend.
package struct ToolIdentity: Sendable, Hashable {
  package var names: CapabilityIdentity
  /// What the backend says about its behaviour. Only what it says is visible to policies.
  package var annotations: ToolAnnotations

  package init(
    advertisedName: String, originalName: String, backend: String, virtualServer: String,
    annotations: ToolAnnotations = ToolAnnotations()
  ) {
    names = CapabilityIdentity(
      advertisedName: advertisedName, originalName: originalName, backend: backend, virtualServer: virtualServer)
    self.annotations = annotations
  }
}
