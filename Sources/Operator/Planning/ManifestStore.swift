import JSON
import Kubernetes

/// Objects out of manifests.
package struct ManifestStore: ObjectReader {
  private struct Place: Hashable {
    let group: String
    let kind: String
    let key: ObjectKey
  }

  private var objects: [Place: KubernetesObject] = [:]

  package init() {}

  /// - Parameter namespace: for objects that name none.
  /// - Throws: `KubernetesError` for a document that is not an object with `apiVersion`, `kind` and a name.
  package init(_ documents: [JSONValue], namespace: String) throws {
    for document in documents {
      if document["kind"]?.stringValue == "List" {
        for item in document["items"]?.arrayValue ?? [] { try insert(item, namespace: namespace) }
      } else {
        try insert(document, namespace: namespace)
      }
    }
  }

  package mutating func insert(_ json: JSONValue, namespace: String) throws {
    var object = try KubernetesObject(json: json)
    guard let apiVersion = object.apiVersion, let kind = object.kind, !object.name.isEmpty else {
      throw KubernetesError(.badResponse, "a manifest needs apiVersion, kind and metadata.name")
    }
    if object.namespace == nil { object.namespace = namespace }
    objects[Place(group: Self.group(apiVersion), kind: kind, key: object.key)] = object
  }

  package func find(_ kind: ResourceKind, _ key: ObjectKey) -> KubernetesObject? {
    objects[Place(group: kind.group, kind: kind.kind, key: key)]
  }

  package func list(_ kind: ResourceKind, namespace: String) -> [KubernetesObject] {
    all(kind).filter { $0.namespace == namespace }
  }

  /// In the order of their keys.
  package func all(_ kind: ResourceKind) -> [KubernetesObject] {
    objects.filter { $0.key.group == kind.group && $0.key.kind == kind.kind }.values.sorted { $0.key < $1.key }
  }

  private static func group(_ apiVersion: String) -> String {
    apiVersion.firstIndex(of: "/").map { String(apiVersion[..<$0]) } ?? ""
  }
}
