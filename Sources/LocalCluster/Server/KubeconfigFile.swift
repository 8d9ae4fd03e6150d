import JSON

/// A kubeconfig for the local cluster. JSON is YAML, and kubectl reads it.
enum KubeconfigFile {
  /// - Parameter token: clients other than kubectl send it; kubectl sends none over plain HTTP.
  static func contents(server: String, token: String?, namespace: String, user: String) -> JSONValue {
    var credentials: JSONValue = [:]
    if let token { credentials["token"] = .string(token) }
    return [
      "apiVersion": "v1", "kind": "Config", "current-context": "local",
      "clusters": [["name": "local", "cluster": ["server": .string(server)]]],
      "users": [["name": .string(user), "user": credentials]],
      "contexts": [
        [
          "name": "local",
          "context": ["cluster": "local", "user": .string(user), "namespace": .string(namespace)],
        ]
      ],
    ]
  }
}
