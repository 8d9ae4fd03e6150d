import JSON

/// What a pod refers to: its own fields, Secrets and ConfigMaps of its namespace.
struct PodSources {
  let pod: JSONValue
  let store: ObjectStore

  /// The entries of a Secret or ConfigMap; `nil` when it is not there and may be absent.
  func entries(
    _ resource: GroupResource, _ name: String, isOptional: Bool
  ) throws(PodProblem) -> [(key: String, bytes: [UInt8])]? {
    guard let object = store.object(resource, namespace: pod.objectNamespace, name: name) else {
      if isOptional { return nil }
      throw .configuration("\(resource == .secrets ? "secret" : "configmap") \"\(name)\" not found")
    }
    let isSecret = resource == .secrets
    var entries: [(String, [UInt8])] = []
    for (key, value) in object["data"]?.objectValue ?? [:] {
      let text = value.stringValue ?? ""
      entries.append((key, isSecret ? Base64Text.decode(text) ?? [] : Array(text.utf8)))
    }
    for (key, value) in object["binaryData"]?.objectValue ?? [:] {
      entries.append((key, Base64Text.decode(value.stringValue ?? "") ?? []))
    }
    return entries
  }

  /// The value of `valueFrom`; `nil` when its source is absent and may be.
  func value(_ source: JSONValue, variable: String) throws(PodProblem) -> String? {
    if let reference = source["secretKeyRef"] { return try value(reference, .secrets) }
    if let reference = source["configMapKeyRef"] { return try value(reference, .configMaps) }
    if let reference = source["fieldRef"] {
      let path = reference["fieldPath"]?.stringValue ?? ""
      guard let value = field(path) else {
        throw .configuration("env \(variable): the field \"\(path)\" is not supported by this local cluster")
      }
      return value
    }
    throw .configuration("env \(variable): only secretKeyRef, configMapKeyRef and fieldRef are supported")
  }

  private func value(_ reference: JSONValue, _ resource: GroupResource) throws(PodProblem) -> String? {
    let name = reference["name"]?.stringValue ?? ""
    let key = reference["key"]?.stringValue ?? ""
    let isOptional = reference["optional"]?.boolValue ?? false
    guard let entries = try entries(resource, name, isOptional: isOptional) else { return nil }
    if let found = entries.first(where: { $0.key == key }) { return String(decoding: found.bytes, as: UTF8.self) }
    if isOptional { return nil }
    let kind = resource == .secrets ? "Secret" : "ConfigMap"
    throw .configuration("couldn't find key \(key) in \(kind) \(pod.objectNamespace)/\(name)")
  }

  private func field(_ path: String) -> String? {
    switch path {
    case "metadata.name": return pod.objectName
    case "metadata.namespace": return pod.objectNamespace
    case "metadata.uid": return pod.uid
    case "spec.nodeName": return pod["spec"]?["nodeName"]?.stringValue ?? ""
    case "spec.serviceAccountName": return pod["spec"]?["serviceAccountName"]?.stringValue ?? ""
    case "status.podIP", "status.hostIP", "status.podIPs", "status.hostIPs": return "127.0.0.1"
    default: break
    }
    for (prefix, values) in [("metadata.labels['", pod.labels), ("metadata.annotations['", pod.annotations)]
    where path.hasPrefix(prefix) && path.hasSuffix("']") {
      return values[String(path.dropFirst(prefix.count).dropLast(2))] ?? ""
    }
    return nil
  }
}
