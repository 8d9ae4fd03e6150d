import JSON

/// The API group of the custom resources and its versions.
package enum ResourceGroup {
  package static let name = "toolhive.stacklok.dev"
  package static let storageVersion = "v1beta1"
  package static let deprecatedVersion = "v1alpha1"
  package static let category = "toolhive"

  package static var apiVersion: String { name + "/" + storageVersion }
  package static var apiVersions: [String] { [deprecatedVersion, storageVersion].map { name + "/" + $0 } }

  /// The definitions of all kinds, in the order of their plural names.
  package static var definitions: [CustomResourceDefinition] {
    [
      CustomResourceDefinition(MCPAuthzConfig.self), CustomResourceDefinition(MCPExternalAuthConfig.self),
      CustomResourceDefinition(MCPGroup.self), CustomResourceDefinition(MCPOIDCConfig.self),
      CustomResourceDefinition(MCPRemoteProxy.self), CustomResourceDefinition(MCPServerEntry.self),
      CustomResourceDefinition(MCPServer.self), CustomResourceDefinition(MCPTelemetryConfig.self),
      CustomResourceDefinition(MCPToolConfig.self), CustomResourceDefinition(VirtualMCPCompositeToolDefinition.self),
      CustomResourceDefinition(VirtualMCPServer.self),
    ]
  }
}
