import JSON
import Kubernetes

/// Makes objects that belong to a custom resource and go away with it.
struct OwnedObject {
  let owner: OwnerReference?
  let namespace: String
  let labels: [String: String]

  /// - Parameter fields: what the object holds beside its metadata.
  func make(
    _ kind: ResourceKind, _ name: String, annotations: [String: String] = [:], labels more: [String: String] = [:],
    _ fields: JSONObject
  ) -> KubernetesObject {
    var object = KubernetesObject(kind, ObjectKey(namespace: namespace, name: name), fields: fields)
    object.labels = more.merging(labels) { $1 }
    object.annotations = annotations
    object.ownerReferences = owner.map { [$0] } ?? []
    return object
  }
}
