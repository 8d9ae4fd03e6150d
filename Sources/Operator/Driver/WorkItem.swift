import Kubernetes

/// One custom resource that is to be looked at.
package struct WorkItem: Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable, CaseIterable {
    case virtualServer = "VirtualMCPServer"
    case group = "MCPGroup"
    case server = "MCPServer"
    case oidcConfig = "MCPOIDCConfig"

    package var resource: ResourceKind {
      switch self {
      case .virtualServer: .virtualMCPServers
      case .group: .mcpGroups
      case .server: .mcpServers
      case .oidcConfig: .mcpOIDCConfigs
      }
    }
  }

  package let kind: Kind
  package let key: ObjectKey

  package init(_ kind: Kind, _ key: ObjectKey) {
    self.kind = kind
    self.key = key
  }

  package var description: String { kind.rawValue + " " + key.description }
}
