import JSON

/// The columns of each type.
enum TableColumns {
  static func columns(_ target: ObjectTarget) -> [TableColumn] {
    if target.type.isCustom { return [.name] + target.version.columns.map(TableColumn.init) }
    switch target.resource {
    case .pods: return pods
    case .deployments: return deployments
    case .services: return services
    case .namespaces: return [.name, path("Status", "status.phase"), .age]
    case .secrets:
      return [.name, path("Type", "type"), count("Data", "data"), .age]
    case .configMaps: return [.name, count("Data", "data"), .age]
    case .events: return events
    case .definitions, .roles:
      return [.name, TableColumn("Created At") { object, _ in object.metadata?["creationTimestamp"] ?? "" }]
    case .roleBindings, .clusterRoleBindings:
      return [
        .name,
        TableColumn("Role") { object, _ in
          .string("\(object["roleRef"]?["kind"]?.stringValue ?? "")/\(object["roleRef"]?["name"]?.stringValue ?? "")")
        }, .age,
      ]
    case GroupResource("leases", group: "coordination.k8s.io"):
      return [.name, path("Holder", "spec.holderIdentity"), .age]
    case GroupResource("networkpolicies", group: "networking.k8s.io"):
      return [
        .name,
        TableColumn("Pod-Selector") { object, _ in .string(selector(object["spec"]?["podSelector"]?["matchLabels"])) },
        .age,
      ]
    default: return [.name, .age]
    }
  }

  static func path(_ name: String, _ path: String, priority: Int = 0) -> TableColumn {
    let steps = path.split(separator: ".").map(String.init)
    return TableColumn(name, priority: priority) { object, _ in .string(object.value(at: steps)?.plainText ?? "") }
  }

  static func number(_ name: String, _ path: String) -> TableColumn {
    let steps = path.split(separator: ".").map(String.init)
    return TableColumn(name, type: "integer") { object, _ in .int(object.value(at: steps)?.intValue ?? 0) }
  }

  private static func count(_ name: String, _ member: String) -> TableColumn {
    TableColumn(name, type: "integer") { object, _ in .int(object[member]?.objectValue?.count ?? 0) }
  }

  static func selector(_ labels: JSONValue?) -> String {
    let pairs = (labels?.objectValue ?? [:]).map { "\($0.key)=\($0.value.stringValue ?? "")" }.sorted()
    return pairs.isEmpty ? "<none>" : pairs.joined(separator: ",")
  }

  private static let events: [TableColumn] = [
    TableColumn("Last Seen") { object, now in
      let time = [object["series"]?["lastObservedTime"], object["lastTimestamp"], object["eventTime"]].first {
        $0?.stringValue != nil
      }
      return .string(TableColumn.age(time ?? object.metadata?["creationTimestamp"], now))
    },
    path("Type", "type"), path("Reason", "reason"),
    TableColumn("Object") { object, _ in
      let about = object["involvedObject"]
      return .string("\((about?["kind"]?.stringValue ?? "").lowercased())/\(about?["name"]?.stringValue ?? "")")
    },
    path("Message", "message"),
  ]
}
