import JSON

/// The status of a pod from the states of its containers.
enum PodStatus {
  /// - Parameters:
  ///   - live: the status until now, whose times stay where nothing changes.
  ///   - now: seconds since 1970.
  static func json(_ states: [ContainerState], live: JSONValue?, now: Int) -> JSONValue {
    let isReady = !states.isEmpty && states.allSatisfy(\.isReady)
    let wasStarted = states.contains { state in
      if case .waiting = state.phase { state.restarts > 0 } else { true }
    }
    let time = JSONValue.string(Timestamp.text(now))
    let unready = states.filter { !$0.isReady }.map(\.name).joined(separator: " ")
    func condition(_ type: String, _ holds: Bool, _ reason: String = "", _ message: String = "") -> JSONValue {
      let status: JSONValue = holds ? "True" : "False"
      let before = (live?["conditions"]?.arrayValue ?? []).first { $0["type"] == .string(type) }
      var json: JSONValue = ["type": .string(type), "status": status]
      json["lastTransitionTime"] = before?["status"] == status ? before?["lastTransitionTime"] ?? time : time
      if !holds {
        json["reason"] = .string(reason)
        json["message"] = .string(message)
      }
      return json
    }
    let message = "containers with unready status: [\(unready)]"
    return [
      "phase": wasStarted ? "Running" : "Pending",
      "conditions": [
        condition("PodScheduled", true), condition("Initialized", true),
        condition("ContainersReady", isReady, "ContainersNotReady", message),
        condition("Ready", isReady, "ContainersNotReady", message),
      ],
      "containerStatuses": .array(states.map(\.json)), "podIP": "127.0.0.1", "podIPs": [["ip": "127.0.0.1"]],
      "hostIP": "127.0.0.1", "startTime": live?["startTime"] ?? time, "qosClass": live?["qosClass"] ?? "BestEffort",
    ]
  }

  static func isReady(_ pod: JSONValue) -> Bool {
    (pod["status"]?["conditions"]?.arrayValue ?? []).contains {
      $0["type"]?.stringValue == "Ready" && $0["status"]?.stringValue == "True"
    }
  }
}
