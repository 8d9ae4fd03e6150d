/// Which object of a kind: its namespace, `nil` for cluster-scoped kinds, and its name.
package struct ObjectKey: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let namespace: String?
  package let name: String

  package init(namespace: String? = nil, name: String) {
    self.namespace = namespace
    self.name = name
  }

  /// By namespace, then by name, byte by byte.
  package static func < (left: ObjectKey, right: ObjectKey) -> Bool {
    (left.namespace ?? "", left.name) < (right.namespace ?? "", right.name)
  }

  /// `namespace/name`, or the name alone.
  package var description: String { (namespace.map { $0 + "/" } ?? "") + name }
}
