import Kubernetes
import Resources

/// What is known of one MCPGroup.
package struct MCPGroupSnapshot: Sendable {
  package var group: ResourceObject<MCPGroup>
  /// The names of the MCPServers that name the group, sorted.
  package var servers: [String]

  /// `nil` where there is no such object.
  package init?(_ key: ObjectKey, from reader: some ObjectReader) {
    guard let object = reader.find(.mcpGroups, key) else { return nil }
    group = ResourceObject(reading: object.json)
    servers = reader.list(.mcpServers, namespace: key.namespace ?? "")
      .filter { $0[path: "spec", "groupRef", "name"]?.stringValue == key.name && !$0.isBeingDeleted }
      .map(\.name).sorted()
  }
}
