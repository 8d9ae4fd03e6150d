import JSON

/// Makes the pods of StatefulSets: each with its number in its name, one after another of the same name.
struct StatefulSetController: Sendable {
  let cluster: SharedCluster
  let images: ImageCatalog

  private static let mode = WriteMode(fieldManager: "local-statefulsets")
  private static let hashLabel = "controller-revision-hash"

  /// Looks at every StatefulSet once.
  func reconcile() throws {
    let state = cluster.state
    for set in state.store.objects(.statefulSets) where set.deletionTimestamp == nil {
      let template = set["spec"]?["template"] ?? [:]
      let hash = DeploymentPlan.templateHash(template)
      let pods = state.store.objects(.pods).filter { pod in
        pod.ownerReferences.contains { $0["uid"] == .string(set.uid) }
      }
      let wanted = (0..<max(0, set["spec"]?["replicas"]?.intValue ?? 1)).map { "\(set.objectName)-\($0)" }
      for pod in pods where pod.deletionTimestamp == nil {
        if !wanted.contains(pod.objectName) || pod.labels[Self.hashLabel] != hash { delete(pod) }
      }
      for name in wanted where !pods.contains(where: { $0.objectName == name }) {
        try create(name, set, template, hash)
      }
      write(status(set, pods.filter { $0.deletionTimestamp == nil }, hash), set)
    }
  }

  private func status(_ set: JSONValue, _ pods: [JSONValue], _ hash: String) -> JSONValue {
    let ready = pods.filter(PodStatus.isReady)
    let revision = JSONValue.string("\(set.objectName)-\(hash)")
    var status: JSONValue = [
      "observedGeneration": .int(set.generation), "replicas": .int(pods.count), "currentRevision": revision,
      "updateRevision": revision,
    ]
    let numbers = [
      ("readyReplicas", ready.count), ("availableReplicas", ready.count),
      ("updatedReplicas", pods.count { $0.labels[Self.hashLabel] == hash }),
    ]
    for (name, number) in numbers where number > 0 { status[name] = .int(number) }
    return status
  }

  private func delete(_ pod: JSONValue) {
    guard let target = cluster.state.target(.pods, namespace: pod.objectNamespace, name: pod.objectName) else { return }
    // Somebody else may have deleted it meanwhile, which is as good.
    _ = try? cluster.change { state throws(APIStatus) in try state.delete(target) }
  }

  private func create(_ name: String, _ set: JSONValue, _ template: JSONValue, _ hash: String) throws {
    var pod: JSONValue = ["apiVersion": "v1", "kind": "Pod", "metadata": template.metadata ?? [:]]
    pod["spec"] = template["spec"]
    pod["spec"]?["nodeName"] = .string(LocalNode.name)
    var labels = template.metadata?["labels"] ?? [:]
    labels[Self.hashLabel] = .string(hash)
    labels["statefulset.kubernetes.io/pod-name"] = .string(name)
    pod.setMetadata("labels", labels)
    pod.setMetadata("name", .string(name))
    pod.setMetadata(
      "ownerReferences",
      [
        [
          "apiVersion": "apps/v1", "kind": "StatefulSet", "name": .string(set.objectName), "uid": .string(set.uid),
          "controller": true, "blockOwnerDeletion": true,
        ]
      ])
    try PodPorts.assign(to: &pod, images)
    let object = pod
    guard let target = cluster.state.target(.pods, namespace: set.objectNamespace) else { return }
    _ = try cluster.change { state throws(APIStatus) in try state.create(object, at: target, Self.mode) }
  }

  private func write(_ status: JSONValue, _ set: JSONValue) {
    guard
      var target = cluster.state.target(.statefulSets, namespace: set.objectNamespace, name: set.objectName)
    else { return }
    target.subresource = "status"
    let place = target
    // The StatefulSet may be gone by now.
    _ = try? cluster.change { state throws(APIStatus) in
      var object = try state.get(place)
      object["status"] = status
      _ = try state.update(object, at: place, Self.mode)
    }
  }
}
