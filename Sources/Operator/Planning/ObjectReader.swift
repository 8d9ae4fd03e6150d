import Kubernetes

/// Where snapshots are gathered from: informer caches, or manifests in files.
package protocol ObjectReader: Sendable {
  func find(_ kind: ResourceKind, _ key: ObjectKey) -> KubernetesObject?
  /// In the order of their names.
  func list(_ kind: ResourceKind, namespace: String) -> [KubernetesObject]
  /// The objects of a kind that name the group, except those that are on their way out; in the order of their names.
  func members(_ kind: ResourceKind, of group: ObjectKey) -> [KubernetesObject]
  /// The VirtualMCPServers that take tokens of an MCPOIDCConfig, except those that are on their way out.
  func virtualServers(of config: ObjectKey) -> [KubernetesObject]
}

extension ObjectReader {
  package func members(_ kind: ResourceKind, of group: ObjectKey) -> [KubernetesObject] {
    list(kind, namespace: group.namespace ?? "").filter {
      $0[path: "spec", "groupRef", "name"]?.stringValue == group.name && !$0.isBeingDeleted
    }
  }

  package func virtualServers(of config: ObjectKey) -> [KubernetesObject] {
    list(.virtualMCPServers, namespace: config.namespace ?? "").filter {
      $0[path: "spec", "incomingAuth", "oidcConfigRef", "name"]?.stringValue == config.name && !$0.isBeingDeleted
    }
  }
}
