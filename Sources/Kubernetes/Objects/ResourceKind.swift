import HTTP

/// A kind of object and where the API serves it.
package struct ResourceKind: Sendable, Hashable, CustomStringConvertible {
  /// Empty for the core group.
  package let group: String
  package let version: String
  package let kind: String
  /// The name in paths: `virtualmcpservers`.
  package let plural: String
  package let isNamespaced: Bool

  package init(group: String = "", version: String, kind: String, plural: String, isNamespaced: Bool = true) {
    self.group = group
    self.version = version
    self.kind = kind
    self.plural = plural
    self.isNamespaced = isNamespaced
  }

  /// `apps/v1`, or `v1` for the core group.
  package var apiVersion: String { group.isEmpty ? version : group + "/" + version }

  /// The path of the collection.
  /// - Parameter namespace: `nil` for all namespaces, and for cluster-scoped kinds.
  package func path(namespace: String? = nil) -> String {
    let root = group.isEmpty ? "/api/" + version : "/apis/" + group + "/" + version
    let scope = isNamespaced ? namespace.map { "/namespaces/" + PercentEncoding.encode($0) } ?? "" : ""
    return root + scope + "/" + plural
  }

  /// The path of one object or of its subresource.
  package func path(_ key: ObjectKey, subresource: String? = nil) -> String {
    path(namespace: key.namespace) + "/" + PercentEncoding.encode(key.name) + (subresource.map { "/" + $0 } ?? "")
  }

  /// `deployments.apps`, as kubectl has it.
  package var description: String { group.isEmpty ? plural : plural + "." + group }
}
