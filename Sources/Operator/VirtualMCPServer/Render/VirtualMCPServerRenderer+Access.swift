import JSON
import Kubernetes

extension VirtualMCPServerRenderer {
  var serviceAccountName: String { server.spec.serviceAccount ?? ClusterNames.gateway(name) }

  /// The gateway may read two objects, its own ConfigMap and its own Secret, and write none.
  func access() -> [KubernetesObject] {
    let own = ClusterNames.gateway(name)
    let account = server.spec.serviceAccount == nil ? [owned.make(.serviceAccounts, own, [:])] : []
    return account + [
      owned.make(
        .roles, own,
        [
          "rules": [
            rule("configmaps", ClusterNames.gatewayConfig(name)), rule("secrets", ClusterNames.gatewaySecrets(name)),
          ]
        ]),
      owned.make(
        .roleBindings, own,
        [
          "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": .string(own)],
          "subjects": [
            [
              "kind": "ServiceAccount", "name": .string(serviceAccountName),
              "namespace": .string(server.metadata.namespace),
            ]
          ],
        ]),
    ]
  }

  private func rule(_ resource: String, _ name: String) -> JSONValue {
    [
      "apiGroups": [""], "resources": [.string(resource)], "resourceNames": [.string(name)],
      "verbs": ["get", "list", "watch"],
    ]
  }
}
