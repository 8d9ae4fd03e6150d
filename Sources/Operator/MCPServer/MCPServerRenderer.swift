import JSON
import Kubernetes
import Resources

/// The Deployment and the Service of an MCPServer.
struct MCPServerRenderer {
  let server: ResourceObject<MCPServer>
  let owner: OwnerReference?

  private var spec: MCPServerSpec { server.spec }
  private var name: String { server.metadata.name }
  private var port: Int { spec.mcpPort ?? spec.targetPort ?? 8080 }
  private var labels: [String: String] { WorkloadLabels.server(name).all }
  private var owned: OwnedObject {
    OwnedObject(owner: owner, namespace: server.metadata.namespace, labels: labels)
  }

  func objects() throws(PodTemplateError) -> [KubernetesObject] { [try deployment(), service()] }

  private func deployment() throws(PodTemplateError) -> KubernetesObject {
    let overrides = spec.resourceOverrides?.proxyDeployment
    let metadata = overrides?.podTemplateMetadataOverrides
    var template: JSONValue = [
      "metadata": ["labels": (metadata?.labels ?? [:]).merging(labels) { $1 }.json],
      "spec": pod(pullSecrets: overrides?.imagePullSecrets),
    ]
    if let annotations = metadata?.annotations { template["metadata"]?["annotations"] = annotations.json }
    if let patch = spec.podTemplateSpec { template = try PodTemplateMerge.merge(patch, onto: template) }
    var fields: JSONObject = ["selector": ["matchLabels": labels.json], "template": template]
    if let replicas = spec.backendReplicas ?? spec.replicas { fields["replicas"] = .int(replicas) }
    return owned.make(
      .deployments, ClusterNames.server(name), annotations: overrides?.annotations ?? [:],
      labels: overrides?.labels ?? [:], ["spec": .object(fields)])
  }

  private func pod(pullSecrets: [LocalObjectReference]?) -> JSONValue {
    var pod: JSONValue = [
      "automountServiceAccountToken": .bool(spec.serviceAccount != nil),
      "securityContext": SecurityContexts.pod,
      "terminationGracePeriodSeconds": 30,
      "containers": [container],
      "volumes": [["name": "tmp", "emptyDir": [:]]],
    ]
    if let account = spec.serviceAccount { pod["serviceAccountName"] = .string(account) }
    if let pullSecrets, !pullSecrets.isEmpty { pod["imagePullSecrets"] = pullSecrets.json }
    return pod
  }

  private var container: JSONValue {
    var container: JSONValue = [
      "name": "mcp",
      "image": .string(spec.image),
      "env": .array(environment),
      "ports": [["name": "http", "containerPort": .int(port), "protocol": "TCP"]],
      "readinessProbe": ["tcpSocket": ["port": "http"], "periodSeconds": 5],
      "securityContext": SecurityContexts.container,
      "volumeMounts": [["name": "tmp", "mountPath": "/tmp"]],
    ]
    if let arguments = spec.args, !arguments.isEmpty { container["args"] = arguments.json }
    if let resources = spec.resources { container["resources"] = resources.json }
    return container
  }

  /// What servers are commonly told their transport by, then what the object says.
  private var environment: [JSONValue] {
    let own = Set((spec.env ?? []).map(\.name) + (spec.secrets ?? []).map { $0.targetEnvName ?? $0.key })
    let told = [
      ("MCP_TRANSPORT", spec.transport.rawValue), ("MCP_HOST", "0.0.0.0"), ("MCP_PORT", "\(port)"),
      ("FASTMCP_PORT", "\(port)"),
    ]
    let transport: [JSONValue] = told.filter { !own.contains($0.0) }.map {
      ["name": .string($0.0), "value": .string($0.1)]
    }
    let plain = (spec.env ?? []).map(\.json)
    let secret: [JSONValue] = (spec.secrets ?? []).map {
      [
        "name": .string($0.targetEnvName ?? $0.key),
        "valueFrom": ["secretKeyRef": ["name": .string($0.name), "key": .string($0.key)]],
      ]
    }
    return transport + plain + secret
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
