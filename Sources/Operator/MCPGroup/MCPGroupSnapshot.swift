import Kubernetes
import Resources

/// What is known of one MCPGroup.
package struct MCPGroupSnapshot: Sendable {
  package var group: ResourceObject<MCPGroup>
  /// The names of the members, sorted.
  package var servers: [String]
  package var remoteProxies: [String]
  package var entries: [String]

  /// `nil` where there is no such object.
  package init?(_ key: ObjectKey, from reader: some ObjectReader) {
    guard let object = reader.find(.mcpGroups, key) else { return nil }
    group = ResourceObject(reading: object.json)
    func names(_ kind: ResourceKind) -> [String] { reader.members(kind, of: key).map(\.name).sorted() }
    servers = names(.mcpServers)
    remoteProxies = names(.mcpRemoteProxies)
    entries = names(.mcpServerEntries)
  }
}
