import JSON

extension Admission {
  static func prepareService(
    _ object: inout JSONValue, replacing live: JSONValue?, _ state: inout ClusterState
  ) -> [FieldError] {
    var spec = object["spec"] ?? [:]
    let isExternal = spec["type"]?.stringValue == "ExternalName"
    let ports = spec["ports"]?.arrayValue ?? []
    if ports.isEmpty, !isExternal, spec["clusterIP"]?.stringValue != "None" { return [.required("spec.ports")] }
    var errors: [FieldError] = []
    var completed: [JSONValue] = []
    for (index, port) in ports.enumerated() {
      var port = port
      if let number = port["port"]?.intValue, !(1...65535).contains(number) {
        errors.append(.invalid("spec.ports[\(index)].port", .int(number), "must be between 1 and 65535, inclusive"))
      }
      if ports.count > 1, (port["name"]?.stringValue ?? "").isEmpty {
        errors.append(.required("spec.ports[\(index)].name"))
      }
      if port["targetPort"] == nil { port["targetPort"] = port["port"] }
      completed.append(port)
    }
    if !completed.isEmpty { spec["ports"] = .array(completed) }
    if !isExternal {
      if let address = live?["spec"]?["clusterIP"], spec["clusterIP"] == nil {
        spec["clusterIP"] = address
        spec["clusterIPs"] = live?["spec"]?["clusterIPs"]
      } else if spec["clusterIP"] == nil {
        state.lastServiceAddress += 1
        let number = state.lastServiceAddress
        let address = JSONValue.string("10.96.\(number / 250 % 250).\(number % 250 + 2)")
        spec["clusterIP"] = address
        spec["clusterIPs"] = [address]
      }
      if spec["ipFamilies"] == nil { spec["ipFamilies"] = ["IPv4"] }
      if spec["ipFamilyPolicy"] == nil { spec["ipFamilyPolicy"] = "SingleStack" }
    }
    object["spec"] = spec
    return errors
  }

  static func prepareDeployment(_ object: inout JSONValue, replacing live: JSONValue?) -> [FieldError] {
    guard var spec = object["spec"] else { return [] }
    if spec["strategy"]?["type"]?.stringValue == "RollingUpdate", spec["strategy"]?["rollingUpdate"] == nil {
      spec["strategy"] = ["type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": "25%", "maxSurge": "25%"]]
    }
    object["spec"] = spec
    var errors: [FieldError] = []
    if let live, live["spec"]?["selector"] != spec["selector"] {
      errors.append(.invalid("spec.selector", spec["selector"] ?? .null, "field is immutable"))
    }
    if let replicas = spec["replicas"]?.intValue, replicas < 0 {
      errors.append(.invalid("spec.replicas", .int(replicas), "must be greater than or equal to 0"))
    }
    let labels = spec["template"]?.labels ?? [:]
    if let selector = LabelSelector(object: spec["selector"]) {
      if selector.requirements.isEmpty {
        errors.append(.invalid("spec.selector", spec["selector"] ?? .null, "empty selector is invalid for deployment"))
      } else if !selector.matches(labels) {
        errors.append(
          .invalid(
            "spec.template.metadata.labels", spec["template"]?.metadata?["labels"] ?? .null,
            "`selector` does not match template `labels`"))
      }
    }
    return errors + podErrors(spec["template"]?["spec"], at: "spec.template.spec")
  }

  static func preparePod(_ object: inout JSONValue, replacing live: JSONValue?) {
    if live == nil { object["status"] = ["phase": "Pending", "qosClass": "BestEffort"] }
    if object["spec"]?["serviceAccountName"] == nil { object["spec"]?["serviceAccountName"] = "default" }
  }

  private static func podErrors(_ spec: JSONValue?, at path: String) -> [FieldError] {
    guard let spec else { return [] }
    let containers = spec["containers"]?.arrayValue ?? []
    if containers.isEmpty { return [.required("\(path).containers")] }
    let volumes = Set((spec["volumes"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue })
    return containers.enumerated().flatMap { index, container -> [FieldError] in
      let place = "\(path).containers[\(index)]"
      let image: [FieldError] = (container["image"]?.stringValue ?? "").isEmpty ? [.required("\(place).image")] : []
      let mounts = (container["volumeMounts"]?.arrayValue ?? []).enumerated().compactMap {
        number, mount -> FieldError? in
        let name = mount["name"]?.stringValue ?? ""
        guard !volumes.contains(name) else { return nil }
        return FieldError(
          field: "\(place).volumeMounts[\(number)].name", kind: .invalid, message: "Not found: \"\(name)\"")
      }
      return image + mounts
    }
  }
}
