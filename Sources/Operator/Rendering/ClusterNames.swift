/// What the objects are called that are made for a custom resource.
enum ClusterNames {
  static let gatewayPort = 4483

  /// Deployment, Service, ServiceAccount, Role and RoleBinding of a VirtualMCPServer.
  static func gateway(_ name: String) -> String { "vmcp-" + name }
  static func gatewayConfig(_ name: String) -> String { "vmcp-" + name + "-config" }
  static func gatewaySecrets(_ name: String) -> String { "vmcp-" + name + "-secrets" }
  static func gatewayURL(_ name: String, namespace: String) -> String {
    "http://\(gateway(name)).\(namespace).svc.cluster.local:\(gatewayPort)"
  }

  /// The Deployment or StatefulSet of an MCPServer, and what its bridge acts as.
  static func server(_ name: String) -> String { "mcp-" + name }
  /// The pod of a StatefulSet.
  static func serverPod(_ name: String) -> String { server(name) + "-0" }
  static func serverService(_ name: String) -> String { "mcp-" + name + "-proxy" }
}
