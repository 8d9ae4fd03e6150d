import JOSE
import GatewayDocument
import JSON
import Kubernetes
import Resources
import YAML

/// The objects that a gateway consists of.
struct VirtualMCPServerRenderer {
  let server: ResourceObject<VirtualMCPServer>
  let owner: OwnerReference?
  let settings: OperatorSettings

  static let configKey = "config.yaml"

  var name: String { server.metadata.name }
  var secretName: String { ClusterNames.gatewaySecrets(name) }
  var labels: [String: String] { WorkloadLabels.gateway(name).all }
  var owned: OwnedObject { OwnedObject(owner: owner, namespace: server.metadata.namespace, labels: labels) }

  func configMap(_ configuration: GatewayConfiguration) -> KubernetesObject {
    owned.make(
      .configMaps, ClusterNames.gatewayConfig(name),
      ["data": [Self.configKey: .string(YAMLWriter.text(configuration.json))]])
  }

  func secret(_ values: [String: SecretValue]) -> KubernetesObject {
    owned.make(
      .secrets, secretName,
      ["type": "Opaque", "data": values.mapValues { Base64.encode($0.bytes) }.json])
  }

  /// Everything beside configuration and secrets.
  func workload() throws(PodTemplateError) -> [KubernetesObject] {
    let deployment = try deployment()
    return access() + [service(), deployment]
  }

  private func service() -> KubernetesObject {
    owned.make(
      .services, ClusterNames.gateway(name),
      [
        "spec": [
          "type": server.spec.serviceType.json,
          "sessionAffinity": server.spec.sessionAffinity.json,
          "selector": labels.json,
          "ports": [
            ["name": "http", "port": .int(ClusterNames.gatewayPort), "targetPort": "http", "protocol": "TCP"]
          ],
        ]
      ])
  }
}
