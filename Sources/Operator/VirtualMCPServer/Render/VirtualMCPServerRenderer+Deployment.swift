import JSON
import Kubernetes
import Resources

extension VirtualMCPServerRenderer {
  /// The gateway watches its configuration: a change of it changes nothing here, and no pod restarts.
  func deployment() throws(PodTemplateError) -> KubernetesObject {
    var template: JSONValue = ["metadata": ["labels": labels.json], "spec": pod]
    if let patch = server.spec.podTemplateSpec { template = try PodTemplateMerge.merge(patch, onto: template) }
    var fields: JSONObject = ["selector": ["matchLabels": labels.json], "template": template]
    if let replicas = server.spec.replicas { fields["replicas"] = .int(replicas) }
    return owned.make(.deployments, ClusterNames.gateway(name), ["spec": .object(fields)])
  }

  private var pod: JSONValue {
    var pod: JSONValue = [
      "serviceAccountName": .string(serviceAccountName),
      "securityContext": SecurityContexts.pod,
      "terminationGracePeriodSeconds": 30,
      "containers": [container],
    ]
    if let secrets = server.spec.imagePullSecrets, !secrets.isEmpty { pod["imagePullSecrets"] = secrets.json }
    return pod
  }

  private var container: JSONValue {
    [
      "name": "vmcp",
      "image": .string(settings.gatewayImage),
      "imagePullPolicy": "IfNotPresent",
      "args": [
        "serve", "--namespace=\(server.metadata.namespace)", "--name=\(name)", "--host=0.0.0.0",
        "--port=\(ClusterNames.gatewayPort)",
      ],
      "env": [
        ["name": "VMCP_NAME", "value": .string(name)],
        ["name": "VMCP_NAMESPACE", "value": .string(server.metadata.namespace)],
      ],
      "ports": [["name": "http", "containerPort": .int(ClusterNames.gatewayPort), "protocol": "TCP"]],
      "startupProbe": probe("/health", period: 2, failures: 30),
      "livenessProbe": probe("/health", period: 10, failures: 3),
      "readinessProbe": probe("/readyz", period: 5, failures: 3),
      "resources": [
        "requests": ["cpu": "100m", "memory": "128Mi"], "limits": ["memory": "512Mi"],
      ],
      "securityContext": SecurityContexts.container,
    ]
  }

  private func probe(_ path: String, period: Int, failures: Int) -> JSONValue {
    [
      "httpGet": ["path": .string(path), "port": "http"], "periodSeconds": .int(period), "timeoutSeconds": 3,
      "failureThreshold": .int(failures),
    ]
  }
}
