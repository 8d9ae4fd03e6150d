import JSON

/// Makes the pods of Deployments. There are no ReplicaSets between them: a pod belongs to its Deployment.
struct DeploymentController: Sendable {
  let cluster: SharedCluster
  let images: ImageCatalog

  private static let mode = WriteMode(fieldManager: "local-deployments")

  /// Looks at every Deployment once.
  func reconcile() throws {
    let state = cluster.state
    let pods = Dictionary(grouping: state.store.objects(.pods)) { pod in
      pod.ownerReferences.first { $0["controller"]?.boolValue == true }?["uid"]?.stringValue ?? ""
    }
    for deployment in state.store.objects(.deployments) where deployment.deletionTimestamp == nil {
      let plan = DeploymentPlan.decide(deployment, pods: pods[deployment.uid] ?? [], now: state.now())
      for name in plan.deletions { delete(name, deployment.objectNamespace) }
      for _ in 0..<plan.creations { try create(deployment, plan.hash) }
      write(plan.status, deployment)
    }
  }

  private func delete(_ name: String, _ namespace: String) {
    guard let target = cluster.state.target(.pods, namespace: namespace, name: name) else { return }
    // Somebody else may have deleted it meanwhile, which is as good.
    _ = try? cluster.change { state throws(APIStatus) in try state.delete(target) }
  }

  private func create(_ deployment: JSONValue, _ hash: String) throws {
    let template = deployment["spec"]?["template"] ?? [:]
    var pod: JSONValue = ["apiVersion": "v1", "kind": "Pod", "metadata": template.metadata ?? [:]]
    pod["spec"] = template["spec"]
    pod["spec"]?["nodeName"] = .string(LocalNode.name)
    var labels = template.metadata?["labels"] ?? [:]
    labels[DeploymentPlan.hashLabel] = .string(hash)
    pod.setMetadata("labels", labels)
    let base = "\(deployment.objectName)-\(hash)-"
    pod.setMetadata("name", nil)
    pod.setMetadata("generateName", .string(base))
    pod.setMetadata(
      "ownerReferences",
      [
        [
          "apiVersion": "apps/v1", "kind": "Deployment", "name": .string(deployment.objectName),
          "uid": .string(deployment.uid), "controller": true, "blockOwnerDeletion": true,
        ]
      ])
    try PodPorts.assign(to: &pod, images)
    let object = pod
    guard let target = cluster.state.target(.pods, namespace: deployment.objectNamespace) else { return }
    _ = try cluster.change { state throws(APIStatus) in try state.create(object, at: target, Self.mode) }
  }

  private func write(_ status: JSONValue, _ deployment: JSONValue) {
    guard
      var target = cluster.state.target(
        .deployments, namespace: deployment.objectNamespace, name: deployment.objectName)
    else { return }
    target.subresource = "status"
    let place = target
    // The Deployment may be gone by now.
    _ = try? cluster.change { state throws(APIStatus) in
      var object = try state.get(place)
      object["status"] = status
      _ = try state.update(object, at: place, Self.mode)
    }
  }
}
