/// A kind of resource without its version: `deployments` of the group `apps`. The core group's name is empty.
package struct GroupResource: Sendable, Hashable, CustomStringConvertible {
  package let group: String
  /// The plural, as paths have it.
  package let resource: String

  package init(_ resource: String, group: String = "") {
    self.group = group
    self.resource = resource
  }

  /// `deployments.apps`; for the core group only the plural.
  package var description: String { group.isEmpty ? resource : "\(resource).\(group)" }
}
