/// What a request is about: a type in one of its versions, and a place.
package struct ObjectTarget: Sendable {
  package let type: ResourceType
  package let version: ResourceType.Version
  /// Empty for cluster-scoped types; `nil` for all namespaces (lists only).
  package var namespace: String?
  /// Empty for the whole collection.
  package var name: String
  /// `status`, `scale`, …; empty for the object itself.
  package var subresource: String

  package init(
    type: ResourceType, version: ResourceType.Version, namespace: String?, name: String = "", subresource: String = ""
  ) {
    self.type = type
    self.version = version
    self.namespace = namespace
    self.name = name
    self.subresource = subresource
  }

  var resource: GroupResource { type.groupResource }
  var apiVersion: String { type.apiVersion(version.name) }
}
