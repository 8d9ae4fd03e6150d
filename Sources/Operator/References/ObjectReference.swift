import Kubernetes

/// An object by kind and name, whether it exists or not.
package struct ObjectReference: Sendable, Hashable {
  package let kind: ResourceKind
  package let key: ObjectKey

  package init(_ kind: ResourceKind, _ key: ObjectKey) {
    self.kind = kind
    self.key = key
  }

  package init(_ kind: ResourceKind, _ name: String, namespace: String?) {
    self.init(kind, ObjectKey(namespace: namespace, name: name))
  }
}
