import Kubernetes

/// One custom resource that is to be looked at.
package struct WorkItem: Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable, CaseIterable {
    case virtualServer = "VirtualMCPServer"
    case group = "MCPGroup"
    case server = "MCPServer"
    case remoteProxy = "MCPRemoteProxy"
    case entry = "MCPServerEntry"
    case oidcConfig = "MCPOIDCConfig"
    case authzConfig = "MCPAuthzConfig"
    case externalAuthConfig = "MCPExternalAuthConfig"
    case toolConfig = "MCPToolConfig"
    case telemetryConfig = "MCPTelemetryConfig"
    case compositeTool = "VirtualMCPCompositeToolDefinition"

    package var resource: ResourceKind {
      switch self {
      case .virtualServer: .virtualMCPServers
      case .group: .mcpGroups
      case .server: .mcpServers
      case .remoteProxy: .mcpRemoteProxies
      case .entry: .mcpServerEntries
      case .oidcConfig: .mcpOIDCConfigs
      case .authzConfig: .mcpAuthzConfigs
      case .externalAuthConfig: .mcpExternalAuthConfigs
      case .toolConfig: .mcpToolConfigs
      case .telemetryConfig: .mcpTelemetryConfigs
      case .compositeTool: .compositeToolDefinitions
      }
    }
  }

  package let kind: Kind
  package let key: ObjectKey

  package init(_ kind: Kind, _ key: ObjectKey) {
    self.kind = kind
    self.key = key
  }

  /// `nil` for kinds that are not looked at by themselves.
  init?(_ object: ObjectReference) {
    guard let kind = Kind(rawValue: object.kind.kind), kind.resource == object.kind else { return nil }
    self.init(kind, object.key)
  }

  package var description: String { kind.rawValue + " " + key.description }
}
