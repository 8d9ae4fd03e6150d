import JSON
import Kubernetes
import Resources

/// A server on standard input and output: its image as it is, and beside it a bridge that attaches to it through the
/// Kubernetes API. A StatefulSet, since its pod has a name that is known beforehand: the right to attach is for that pod
/// and no other.
extension MCPServerRenderer {
  static let bridgePort = 8080
  private static let credentials = "/var/run/secrets/kubernetes.io/serviceaccount"

  func statefulSet() throws(PodTemplateError) -> KubernetesObject {
    var pod = pod
    pod["serviceAccountName"] = .string(serviceAccountName)
    pod["containers"] = .array((pod["containers"]?.arrayValue ?? []) + [bridge])
    pod["volumes"] = .array((pod["volumes"]?.arrayValue ?? []) + [credentialsVolume])
    return workload(
      .statefulSets,
      [
        // One server has one standard input.
        "replicas": .int(min(spec.backendReplicas ?? spec.replicas ?? 1, 1)),
        "serviceName": .string(ClusterNames.serverService(name)),
        // A pod that never became ready is replaced when its template is mended; in order it would be waited for.
        "podManagementPolicy": "Parallel",
        "selector": ["matchLabels": labels.json],
        "template": try template(pod),
      ])
  }

  private var serviceAccountName: String { spec.serviceAccount ?? ClusterNames.server(name) }

  /// The bridge may attach to its own pod.
  func access() -> [KubernetesObject] {
    let own = ClusterNames.server(name)
    let account =
      spec.serviceAccount == nil
      ? [owned.make(.serviceAccounts, own, ["automountServiceAccountToken": false])] : []
    return account + [
      owned.make(
        .roles, own,
        [
          "rules": [
            [
              "apiGroups": [""], "resources": ["pods/attach"],
              "resourceNames": [.string(ClusterNames.serverPod(name))],
              // Which of the two an API server asks for depends on its version.
              "verbs": ["create", "get"],
            ]
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

  private var bridge: JSONValue {
    func field(_ name: String, _ path: String) -> JSONValue {
      ["name": .string(name), "valueFrom": ["fieldRef": ["fieldPath": .string(path)]]]
    }
    let more = (spec.resourceOverrides?.proxyDeployment?.env ?? []).map(\.json)
    return [
      "name": "bridge",
      "image": .string(settings.gatewayImage),
      "imagePullPolicy": "IfNotPresent",
      "args": ["bridge", "--attach", "--host=0.0.0.0", "--port=\(Self.bridgePort)"],
      "env": .array([field("POD_NAME", "metadata.name"), field("POD_NAMESPACE", "metadata.namespace")] + more),
      "ports": [["name": "http", "containerPort": .int(Self.bridgePort), "protocol": "TCP"]],
      "readinessProbe": ["httpGet": ["path": "/health", "port": "http"], "periodSeconds": 5, "timeoutSeconds": 3],
      "resources": ["requests": ["cpu": "10m", "memory": "32Mi"], "limits": ["memory": "256Mi"]],
      "securityContext": SecurityContexts.container,
      "volumeMounts": [["name": "bridge-credentials", "mountPath": .string(Self.credentials), "readOnly": true]],
    ]
  }

  /// The pod's token for the bridge alone: the server's container does not see it.
  private var credentialsVolume: JSONValue {
    [
      "name": "bridge-credentials",
      "projected": [
        "sources": [
          ["serviceAccountToken": ["path": "token", "expirationSeconds": 3600]],
          ["configMap": ["name": "kube-root-ca.crt", "items": [["key": "ca.crt", "path": "ca.crt"]]]],
          [
            "downwardAPI": [
              "items": [["path": "namespace", "fieldRef": ["fieldPath": "metadata.namespace"]]]
            ]
          ],
        ]
      ],
    ]
  }
}
