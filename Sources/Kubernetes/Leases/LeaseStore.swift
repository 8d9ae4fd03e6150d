/// Where leases are kept. Writes are refused unless they build on what is stored.
package protocol LeaseStore: Sendable {
  /// `nil` where there is none.
  func lease(_ key: ObjectKey) async throws -> Lease?
  /// - Throws: `KubernetesError` with code `alreadyExists`.
  func create(_ lease: Lease) async throws -> Lease
  /// - Throws: `KubernetesError` with code `conflict` when the lease's resource version is no longer the stored one's.
  func replace(_ lease: Lease) async throws -> Lease
}

/// The API server's leases.
package struct ClusterLeaseStore: LeaseStore {
  private let client: KubernetesClient

  /// - Parameter timeout: for one request; the election tries again by itself.
  package init(_ client: KubernetesClient, timeout: Duration = .seconds(5)) {
    var client = client
    client.retries = .never
    client.fence = nil
    client.timeout = timeout
    self.client = client
  }

  package func lease(_ key: ObjectKey) async throws -> Lease? { try await client.find(.leases, key).map(Lease.init) }

  package func create(_ lease: Lease) async throws -> Lease { Lease(try await client.create(.leases, lease.object)) }

  package func replace(_ lease: Lease) async throws -> Lease {
    guard lease.object.resourceVersion != nil else {
      throw KubernetesError(.conflict, "a lease without a resource version would overwrite anybody's")
    }
    return Lease(try await client.replace(.leases, lease.object))
  }
}
