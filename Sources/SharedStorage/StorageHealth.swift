/// How a replica's connections to the shared storage are.
package struct StorageHealth: Sendable, Equatable {
  /// Whether operations can be done.
  package var isConnected: Bool
  /// Whether all revocations were read since this replica started. Before, it lets in what others have revoked.
  package var knowsRevocations: Bool
  /// Whether it learns of new revocations at once.
  package var hearsRevocations: Bool
  /// For how long something of it has not been so, in whole seconds, and why.
  package var downSeconds: Int?
  package var reason: String?
}
