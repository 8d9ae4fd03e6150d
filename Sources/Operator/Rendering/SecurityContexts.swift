import JSON

/// Pods run without rights, as the restricted pod security standard asks.
enum SecurityContexts {
  static let pod: JSONValue = [
    "runAsNonRoot": true, "runAsUser": 1000, "runAsGroup": 1000, "fsGroup": 1000,
    "seccompProfile": ["type": "RuntimeDefault"],
  ]

  static let container: JSONValue = [
    "privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true,
    "runAsUser": 1000, "runAsGroup": 1000, "capabilities": ["drop": ["ALL"]],
    "seccompProfile": ["type": "RuntimeDefault"],
  ]
}
