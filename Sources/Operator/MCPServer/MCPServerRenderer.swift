import JSON
import Kubernetes
import Resources

/// The workload and the Service of an MCPServer: a Deployment for servers that speak HTTP, a StatefulSet of one pod with a
/// bridge in it for those that speak on standard input and output.
struct MCPServerRenderer {
  /// On the object, by a person: the pods are made anew when it changes.
  static let restart = "mcpserver.toolhive.stacklok.dev/restarted-at"

  let server: ResourceObject<MCPServer>
  let owner: OwnerReference?
  let settings: OperatorSettings

  var spec: MCPServerSpec { server.spec }
  var name: String { server.metadata.name }
  /// The port that the server itself listens on.
  var port: Int { spec.mcpPort ?? spec.targetPort ?? 8080 }
  var labels: [String: String] { WorkloadLabels.server(name).all }
  var owned: OwnedObject {
    OwnedObject(owner: owner, namespace: server.metadata.namespace, labels: labels)
  }

  func objects() throws(PodTemplateError) -> [KubernetesObject] {
    guard spec.transport == .stdio else { return [try deployment(), service()] }
    return access() + [try statefulSet(), service()]
  }

  private func deployment() throws(PodTemplateError) -> KubernetesObject {
    var fields: JSONObject = ["selector": ["matchLabels": labels.json], "template": try template(pod)]
    if let replicas = spec.backendReplicas ?? spec.replicas { fields["replicas"] = .int(replicas) }
    return workload(.deployments, fields)
  }

  func workload(_ kind: ResourceKind, _ fields: JSONObject) -> KubernetesObject {
    let overrides = spec.resourceOverrides?.proxyDeployment
    return owned.make(
      kind, ClusterNames.server(name), annotations: overrides?.annotations ?? [:], labels: overrides?.labels ?? [:],
      ["spec": .object(fields)])
  }

  func template(_ pod: JSONValue) throws(PodTemplateError) -> JSONValue {
    let metadata = spec.resourceOverrides?.proxyDeployment?.podTemplateMetadataOverrides
    var annotations = metadata?.annotations ?? [:]
    if let time = server.metadata.annotations[Self.restart], KubernetesTime.date(time) != nil {
      annotations[Self.restart] = time
    }
    var template: JSONValue = [
      "metadata": ["labels": (metadata?.labels ?? [:]).merging(labels) { $1 }.json], "spec": pod,
    ]
    if !annotations.isEmpty { template["metadata"]?["annotations"] = annotations.json }
    guard let patch = spec.podTemplateSpec else { return template }
    return try PodTemplateMerge.merge(patch, onto: template)
  }

  private func service() -> KubernetesObject {
    let overrides = spec.resourceOverrides?.proxyService
    return owned.make(
      .services, ClusterNames.serverService(name), annotations: overrides?.annotations ?? [:],
      labels: overrides?.labels ?? [:],
      [
        "spec": [
          "type": "ClusterIP",
          "sessionAffinity": spec.sessionAffinity.json,
          "selector": labels.json,
          "ports": [["name": "http", "port": .int(spec.proxyPort), "targetPort": "http", "protocol": "TCP"]],
        ]
      ])
  }
}
