import Kubernetes
import Resources

/// What is known of one config, and who uses it.
package struct ConfigSnapshot<Kind: CustomResource>: Sendable {
  package let object: KubernetesObject
  package let config: ResourceObject<Kind>
  /// Sorted by kind and name.
  package let users: [ObjectReference]

  /// `nil` where there is no such object.
  package init?(_ key: ObjectKey, from reader: some ObjectReader, index: ReferenceIndex = ReferenceIndex()) {
    let kind = ResourceKind(Kind.self)
    guard let object = reader.find(kind, key) else { return nil }
    self.object = object
    config = ResourceObject(reading: object.json)
    users = index.users(ObjectReference(kind, key)).sorted { ($0.kind.kind, $0.key) < ($1.kind.kind, $1.key) }
  }
}
