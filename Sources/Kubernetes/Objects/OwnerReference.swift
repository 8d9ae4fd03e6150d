import JSON

/// An object whose deletion takes this one along.
package struct OwnerReference: Sendable, Hashable {
  package let apiVersion: String
  package let kind: String
  package let name: String
  package let uid: String
  package let isController: Bool
  package let blocksOwnerDeletion: Bool

  package init(
    apiVersion: String, kind: String, name: String, uid: String, isController: Bool = true,
    blocksOwnerDeletion: Bool = true
  ) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.name = name
    self.uid = uid
    self.isController = isController
    self.blocksOwnerDeletion = blocksOwnerDeletion
  }

  /// The controlling reference to an object that the API server has stored; `nil` before it has a UID.
  package init?(to owner: KubernetesObject, kind: ResourceKind) {
    guard let uid = owner.uid else { return nil }
    self.init(apiVersion: kind.apiVersion, kind: kind.kind, name: owner.name, uid: uid)
  }

  init?(json: JSONValue) {
    guard let apiVersion = json["apiVersion"]?.stringValue, let kind = json["kind"]?.stringValue,
      let name = json["name"]?.stringValue, let uid = json["uid"]?.stringValue
    else { return nil }
    self.init(
      apiVersion: apiVersion, kind: kind, name: name, uid: uid, isController: json["controller"]?.boolValue ?? false,
      blocksOwnerDeletion: json["blockOwnerDeletion"]?.boolValue ?? false)
  }

  package var json: JSONValue {
    [
      "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name), "uid": .string(uid),
      "controller": .bool(isController), "blockOwnerDeletion": .bool(blocksOwnerDeletion),
    ]
  }
}
