import Kubernetes
import Resources

extension ResourceKind {
  package static let virtualMCPServers = ResourceKind(VirtualMCPServer.self)
  package static let mcpGroups = ResourceKind(MCPGroup.self)
  package static let mcpServers = ResourceKind(MCPServer.self)
  package static let mcpRemoteProxies = ResourceKind(MCPRemoteProxy.self)
  package static let mcpServerEntries = ResourceKind(MCPServerEntry.self)
  package static let mcpOIDCConfigs = ResourceKind(MCPOIDCConfig.self)
  package static let mcpAuthzConfigs = ResourceKind(MCPAuthzConfig.self)
  package static let mcpExternalAuthConfigs = ResourceKind(MCPExternalAuthConfig.self)
  package static let mcpToolConfigs = ResourceKind(MCPToolConfig.self)
  package static let mcpTelemetryConfigs = ResourceKind(MCPTelemetryConfig.self)
  package static let compositeToolDefinitions = ResourceKind(VirtualMCPCompositeToolDefinition.self)

  /// What belongs to groups.
  static let members: [ResourceKind] = [.mcpServers, .mcpRemoteProxies, .mcpServerEntries]
  /// What only configures others.
  static let configs: [ResourceKind] = [
    .mcpOIDCConfigs, .mcpAuthzConfigs, .mcpExternalAuthConfigs, .mcpToolConfigs, .mcpTelemetryConfigs,
    .compositeToolDefinitions,
  ]
  /// Kinds whose specs name other objects.
  static let referring: [ResourceKind] =
    [.virtualMCPServers] + members + [.mcpOIDCConfigs, .mcpExternalAuthConfigs, .mcpTelemetryConfigs]
  /// All kinds of the project's own.
  static let custom: [ResourceKind] = [.virtualMCPServers, .mcpGroups] + members + configs

  var isMember: Bool { Self.members.contains(self) }
  var isConfig: Bool { Self.configs.contains(self) }

  init<Kind: CustomResource>(_ kind: Kind.Type) {
    self.init(
      group: ResourceGroup.name, version: ResourceGroup.storageVersion, kind: Kind.names.kind, plural: Kind.names.plural
    )
  }
}
