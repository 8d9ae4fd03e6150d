import JSON

/// Where the connections to Services go. Pure.
enum ServiceRouting {
  /// The loopback ports of the ready pods behind a port of a Service.
  static func backends(_ service: JSONValue, port: Int, _ store: ObjectStore) -> [Int] {
    guard let selector = service["spec"]?["selector"]?.objectValue, !selector.isEmpty,
      let entry = (service["spec"]?["ports"]?.arrayValue ?? []).first(where: { $0["port"]?.intValue == port })
    else { return [] }
    let wanted = JSONValue.strings(selector)
    let includesUnready = service["spec"]?["publishNotReadyAddresses"]?.boolValue ?? false
    return store.objects(.pods, namespace: service.objectNamespace).compactMap { pod in
      guard wanted.allSatisfy({ pod.labels[$0.key] == $0.value }), pod.deletionTimestamp == nil,
        includesUnready || PodStatus.isReady(pod)
      else { return nil }
      return containerPort(entry["targetPort"] ?? .int(port), pod).flatMap { PodPorts.ports(pod)[$0] }
    }
  }

  /// A target port is a number or the name of a container's port.
  private static func containerPort(_ target: JSONValue, _ pod: JSONValue) -> Int? {
    if let number = target.intValue { return number }
    for container in pod["spec"]?["containers"]?.arrayValue ?? [] {
      for port in container["ports"]?.arrayValue ?? [] where port["name"] == target {
        return port["containerPort"]?.intValue
      }
    }
    return nil
  }

  /// The contents of the service map of a namespace.
  /// - Parameter ports: the loopback port of each port of a Service.
  static func map(_ ports: [ServicePort: Int], namespace: String) -> JSONValue {
    var entries = JSONObject()
    for (port, local) in ports.sorted(by: { $0.key < $1.key }) {
      var hosts = [
        "\(port.service).\(port.namespace).svc.cluster.local", "\(port.service).\(port.namespace).svc",
        "\(port.service).\(port.namespace)",
      ]
      if port.namespace == namespace { hosts.append(port.service) }
      for host in hosts { entries["\(host):\(port.number)"] = .string("127.0.0.1:\(local)") }
    }
    return .object(entries)
  }
}
