/// Which prompt or resource of which backend: a resource's names are its URI.
package struct CapabilityIdentity: Sendable, Hashable {
  /// The name that clients see.
  package var advertisedName: String
  /// The name that the backend gives it.
  package var originalName: String
  package var backend: String
  package var virtualServer: String

  package init(advertisedName: String, originalName: String, backend: String, virtualServer: String) {
    self.advertisedName = advertisedName
    self.originalName = originalName
    self.backend = backend
    self.virtualServer = virtualServer
  }
}
