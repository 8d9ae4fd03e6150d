import Kubernetes
import Resources

extension ResourceKind {
  package static let virtualMCPServers = ResourceKind(VirtualMCPServer.self)
  package static let mcpGroups = ResourceKind(MCPGroup.self)
  package static let mcpServers = ResourceKind(MCPServer.self)
  package static let mcpOIDCConfigs = ResourceKind(MCPOIDCConfig.self)

  init<Kind: CustomResource>(_ kind: Kind.Type) {
    self.init(
      group: ResourceGroup.name, version: ResourceGroup.storageVersion, kind: Kind.names.kind, plural: Kind.names.plural
    )
  }
}
