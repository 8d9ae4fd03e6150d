import JSON
import Kubernetes

/// Where events are written.
package protocol EventSink: Sendable {
  func create(_ event: KubernetesObject) async throws
  /// Merges a patch into an event.
  /// - Throws: `KubernetesError` with code `notFound` when it has expired.
  func update(_ key: ObjectKey, merging patch: JSONValue) async throws
}

/// The API server's events.
package struct ClusterEventSink: EventSink {
  private let client: KubernetesClient

  package init(_ client: KubernetesClient) { self.client = client }

  package func create(_ event: KubernetesObject) async throws { try await client.create(.events, event) }

  package func update(_ key: ObjectKey, merging patch: JSONValue) async throws {
    try await client.patch(.events, key, merging: patch)
  }
}
