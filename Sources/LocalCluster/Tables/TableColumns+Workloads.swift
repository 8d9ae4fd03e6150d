import JSON

extension TableColumns {
  static let deployments: [TableColumn] = [
    .name,
    TableColumn("Ready") { object, _ in
      let ready = object["status"]?["readyReplicas"]?.intValue ?? 0
      return .string("\(ready)/\(object["spec"]?["replicas"]?.intValue ?? 0)")
    },
    number("Up-to-date", "status.updatedReplicas"), number("Available", "status.availableReplicas"), .age,
    containers("Containers", "name"), containers("Images", "image"),
    TableColumn("Selector", priority: 1) { object, _ in
      .string(selector(object["spec"]?["selector"]?["matchLabels"]))
    },
  ]

  static let pods: [TableColumn] = [
    .name,
    TableColumn("Ready") { object, _ in
      let statuses = object["status"]?["containerStatuses"]?.arrayValue ?? []
      let total = object["spec"]?["containers"]?.arrayValue?.count ?? 0
      return .string("\(statuses.filter { $0["ready"]?.boolValue == true }.count)/\(total)")
    },
    TableColumn("Status") { object, _ in .string(podStatus(object)) },
    TableColumn("Restarts") { object, _ in
      let statuses = object["status"]?["containerStatuses"]?.arrayValue ?? []
      return .string(String(statuses.reduce(0) { $0 + ($1["restartCount"]?.intValue ?? 0) }))
    },
    .age, path("IP", "status.podIP", priority: 1), path("Node", "spec.nodeName", priority: 1),
  ]

  static let services: [TableColumn] = [
    .name, path("Type", "spec.type"),
    TableColumn("Cluster-IP") { object, _ in .string(object["spec"]?["clusterIP"]?.stringValue ?? "<none>") },
    TableColumn("External-IP") { object, _ in
      .string(object["spec"]?["externalName"]?.stringValue ?? "<none>")
    },
    TableColumn("Port(s)") { object, _ in
      let ports = (object["spec"]?["ports"]?.arrayValue ?? []).map {
        "\($0["port"]?.intValue ?? 0)/\($0["protocol"]?.stringValue ?? "TCP")"
      }
      return .string(ports.isEmpty ? "<none>" : ports.joined(separator: ","))
    },
    .age,
    TableColumn("Selector", priority: 1) { object, _ in .string(selector(object["spec"]?["selector"])) },
  ]

  /// Why a container waits or has ended, else the phase.
  private static func podStatus(_ object: JSONValue) -> String {
    if object.deletionTimestamp != nil { return "Terminating" }
    for status in object["status"]?["containerStatuses"]?.arrayValue ?? [] {
      if let reason = status["state"]?["waiting"]?["reason"]?.stringValue { return reason }
      if let reason = status["state"]?["terminated"]?["reason"]?.stringValue { return reason }
    }
    return object["status"]?["reason"]?.stringValue ?? object["status"]?["phase"]?.stringValue ?? "Unknown"
  }

  private static func containers(_ name: String, _ member: String) -> TableColumn {
    TableColumn(name, priority: 1) { object, _ in
      let containers = object["spec"]?["template"]?["spec"]?["containers"]?.arrayValue ?? []
      return .string(containers.compactMap { $0[member]?.stringValue }.joined(separator: ","))
    }
  }
}
