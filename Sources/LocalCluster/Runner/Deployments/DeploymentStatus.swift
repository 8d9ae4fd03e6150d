import JSON

/// The status of a Deployment from the counts of its pods.
struct DeploymentStatus {
  let deployment: JSONValue
  let count: DeploymentPlan.Counts
  let now: Int

  var json: JSONValue {
    let spec = deployment["spec"]
    let unavailable = DeploymentStatus.allowedUnavailable(spec, count.wanted)
    let isAvailable = count.ready >= count.wanted - unavailable
    let isDone = count.currentReady >= count.wanted && count.total == count.wanted
    var status: JSONValue = ["observedGeneration": .int(deployment.generation)]
    let numbers = [
      ("replicas", count.total), ("updatedReplicas", count.current), ("readyReplicas", count.ready),
      ("availableReplicas", count.ready), ("unavailableReplicas", max(0, count.wanted - count.ready)),
    ]
    // As on the API server: what is zero is left out.
    for (name, number) in numbers where number > 0 { status[name] = .int(number) }
    let name = deployment.objectName
    status["conditions"] = [
      isAvailable
        ? condition("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
        : condition(
          "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability."),
      isDone
        ? condition(
          "Progressing", "True", "NewReplicaSetAvailable", "Deployment \"\(name)\" has successfully progressed.")
        : progressing(spec, name),
    ]
    return status
  }

  private func progressing(_ spec: JSONValue?, _ name: String) -> JSONValue {
    let deadline = spec?["progressDeadlineSeconds"]?.intValue ?? 600
    let before = live("Progressing")
    let started = (before?["lastUpdateTime"]?.stringValue).flatMap(Timestamp.seconds) ?? now
    let isLate = before?["reason"]?.stringValue != "NewReplicaSetAvailable" && now - started > deadline
    return isLate
      ? condition(
        "Progressing", "False", "ProgressDeadlineExceeded", "Deployment \"\(name)\" has timed out progressing.")
      : condition("Progressing", "True", "ReplicaSetUpdated", "Deployment \"\(name)\" is progressing.")
  }

  private func live(_ type: String) -> JSONValue? {
    (deployment["status"]?["conditions"]?.arrayValue ?? []).first { $0["type"] == .string(type) }
  }

  /// Times stay where nothing changes.
  private func condition(_ type: String, _ status: String, _ reason: String, _ message: String) -> JSONValue {
    let before = live(type)
    let time = JSONValue.string(Timestamp.text(now))
    let isSame = before?["status"] == .string(status)
    let isSameReason = isSame && before?["reason"] == .string(reason)
    return [
      "type": .string(type), "status": .string(status), "reason": .string(reason), "message": .string(message),
      "lastTransitionTime": isSame ? before?["lastTransitionTime"] ?? time : time,
      "lastUpdateTime": isSameReason ? before?["lastUpdateTime"] ?? time : time,
    ]
  }

  private static func allowedUnavailable(_ spec: JSONValue?, _ wanted: Int) -> Int {
    switch spec?["strategy"]?["rollingUpdate"]?["maxUnavailable"] {
    case .int(let number): min(number, wanted)
    case .string(let text): text.hasSuffix("%") ? (Int(text.dropLast()) ?? 0) * wanted / 100 : 0
    default: 0
    }
  }
}
