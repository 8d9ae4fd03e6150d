import JSON

/// The one node of the cluster: this machine.
enum LocalNode {
  static let name = "local"

  static func register(in cluster: SharedCluster) {
    guard let target = cluster.state.target(.nodes, namespace: "") else { return }
    let mode = WriteMode(fieldManager: "local-node")
    let node: JSONValue = [
      "apiVersion": "v1", "kind": "Node",
      "metadata": ["name": .string(name), "labels": ["kubernetes.io/hostname": .string(name)]],
    ]
    _ = try? cluster.change { state throws(APIStatus) in
      var object = try state.create(node, at: target, mode).object
      var place = target
      place.name = name
      place.subresource = "status"
      let time = object.metadata?["creationTimestamp"] ?? .null
      object["status"] = [
        "conditions": [
          [
            "type": "Ready", "status": "True", "reason": "LocalProcesses", "message": "pods run as local processes",
            "lastHeartbeatTime": time, "lastTransitionTime": time,
          ]
        ],
        "addresses": [["type": "InternalIP", "address": "127.0.0.1"]],
        "nodeInfo": ["kubeletVersion": "local"],
      ]
      _ = try state.update(object, at: place, mode)
    }
  }
}
