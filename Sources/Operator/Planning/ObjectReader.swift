import Kubernetes

/// Where snapshots are gathered from: informer caches, or manifests in files.
package protocol ObjectReader: Sendable {
  func find(_ kind: ResourceKind, _ key: ObjectKey) -> KubernetesObject?
  /// In the order of their names.
  func list(_ kind: ResourceKind, namespace: String) -> [KubernetesObject]
}
