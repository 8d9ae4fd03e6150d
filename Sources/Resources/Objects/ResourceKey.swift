/// An object's name within its kind.
package struct ResourceKey: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let namespace: String
  package let name: String

  package init(namespace: String, name: String) {
    self.namespace = namespace
    self.name = name
  }

  package var description: String { namespace + "/" + name }

  package static func < (left: ResourceKey, right: ResourceKey) -> Bool {
    (left.namespace, left.name) < (right.namespace, right.name)
  }
}
