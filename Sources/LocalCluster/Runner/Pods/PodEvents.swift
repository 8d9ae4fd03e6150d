import JSON

/// Writes Events about pods, which `kubectl describe` and `kubectl events` show.
struct PodEvents: Sendable {
  let cluster: SharedCluster

  private static let mode = WriteMode(fieldManager: "local-node")

  /// The same event again counts up the one that is there.
  func write(_ pod: JSONValue, _ reason: String, _ message: String, isWarning: Bool = false) {
    let name = pod.objectName + "." + DeploymentPlan.templateHash([.string(reason), .string(message)])
    guard var target = cluster.state.target(.events, namespace: pod.objectNamespace) else { return }
    let time = JSONValue.string(Timestamp.text(cluster.state.now()))
    let event: JSONValue = [
      "apiVersion": "v1", "kind": "Event", "metadata": ["name": .string(name)],
      "involvedObject": [
        "apiVersion": "v1", "kind": "Pod", "name": .string(pod.objectName), "namespace": .string(pod.objectNamespace),
        "uid": .string(pod.uid),
      ],
      "reason": .string(reason), "message": .string(message), "type": isWarning ? "Warning" : "Normal",
      "source": ["component": "local-node", "host": .string(LocalNode.name)], "firstTimestamp": time,
      "lastTimestamp": time, "count": 1, "reportingComponent": "local-node",
    ]
    target.name = name
    let place = target
    // A namespace that is going takes no Events, and nothing depends on them.
    _ = try? cluster.change { state throws(APIStatus) in
      guard var live = try? state.get(place) else { return _ = try state.create(event, at: place, Self.mode) }
      live["count"] = .int((live["count"]?.intValue ?? 1) + 1)
      live["lastTimestamp"] = time
      _ = try state.update(live, at: place, Self.mode)
    }
  }
}
