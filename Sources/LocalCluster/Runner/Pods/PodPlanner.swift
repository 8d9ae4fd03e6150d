import JSON

/// Turns a pod into what is to be started on this machine. Pure: ports are chosen and directories named beforehand.
struct PodPlanner {
  /// The ConfigMap with the cluster's authorities, which processes here do not need.
  private static let authorities = "kube-root-ca.crt"

  let sources: PodSources
  let settings: PodSettings
  /// From container port to loopback port.
  let ports: [Int: Int]
  /// Where the volumes' directories are.
  let volumesDirectory: String

  private var pod: JSONValue { sources.pod }

  /// The container ports of a pod, and those that the mapping of an image mentions.
  static func portNumbers(_ pod: JSONValue, _ images: ImageCatalog) -> [Int] {
    let containers = pod["spec"]?["containers"]?.arrayValue ?? []
    let declared = containers.flatMap { container in
      (container["ports"]?.arrayValue ?? []).compactMap { $0["containerPort"]?.intValue }
    }
    let mentioned = containers.flatMap { container -> [Int] in
      let mapping = images.mapping(of: container)
      let texts = (mapping?.command ?? []) + (mapping.map { Array($0.environment.values) } ?? [])
      return texts.flatMap { Placeholders.names($0, "port").compactMap(Int.init) }
    }
    return Array(Set(declared + mentioned)).sorted()
  }

  func volumes() throws(PodProblem) -> [VolumePlan] {
    var plans: [VolumePlan] = []
    for volume in pod["spec"]?["volumes"]?.arrayValue ?? [] {
      let name = volume["name"]?.stringValue ?? ""
      let directory = volumesDirectory + "/" + name
      plans.append(VolumePlan(name: name, directory: directory, files: try files(volume, name)))
    }
    return plans
  }

  private func files(_ volume: JSONValue, _ name: String) throws(PodProblem) -> [VolumeFile] {
    if volume["emptyDir"] != nil { return [] }
    if let secret = volume["secret"] { return try files(secret, secret["secretName"], .secrets) }
    if let map = volume["configMap"] { return try files(map, map["name"], .configMaps) }
    if let projected = volume["projected"] {
      var files: [VolumeFile] = []
      for source in projected["sources"]?.arrayValue ?? [] {
        if let secret = source["secret"] {
          files += try self.files(secret, secret["name"], .secrets)
        } else if let map = source["configMap"] {
          if map["name"]?.stringValue != Self.authorities { files += try self.files(map, map["name"], .configMaps) }
        } else if source["serviceAccountToken"] == nil, source["downwardAPI"] == nil {
          throw .configuration(
            "volume \"\(name)\": of projected sources only secret and configMap are supported; tokens and fields are "
              + "left out")
        }
      }
      return files
    }
    if volume["hostPath"] != nil { throw .configuration("volume \"\(name)\": folders of the host are not mounted") }
    throw .configuration("volume \"\(name)\": only secret, configMap, projected and emptyDir are supported")
  }

  private func files(
    _ source: JSONValue, _ name: JSONValue?, _ resource: GroupResource
  ) throws(PodProblem) -> [VolumeFile] {
    let isOptional = source["optional"]?.boolValue ?? false
    let name = name?.stringValue ?? ""
    guard let entries = try sources.entries(resource, name, isOptional: isOptional) else { return [] }
    guard let items = source["items"]?.arrayValue, !items.isEmpty else {
      return entries.map { VolumeFile(path: $0.key, bytes: $0.bytes) }
    }
    var files: [VolumeFile] = []
    for item in items {
      let key = item["key"]?.stringValue ?? ""
      let path = item["path"]?.stringValue ?? key
      guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
        throw .configuration("volume item path \"\(path)\" must stay inside the volume")
      }
      if let entry = entries.first(where: { $0.key == key }) {
        files.append(VolumeFile(path: path, bytes: entry.bytes))
      } else if !isOptional {
        throw .configuration("references non-existent key: \(key) in \"\(name)\"")
      }
    }
    return files
  }

  func containers() throws(PodProblem) -> [ContainerPlan] {
    if !(pod["spec"]?["initContainers"]?.arrayValue ?? []).isEmpty {
      throw .configuration("init containers are not supported by this local cluster")
    }
    var plans: [ContainerPlan] = []
    for container in pod["spec"]?["containers"]?.arrayValue ?? [] { plans.append(try plan(container)) }
    return plans
  }

  private func plan(_ container: JSONValue) throws(PodProblem) -> ContainerPlan {
    let image = container["image"]?.stringValue ?? ""
    guard let mapping = settings.images.mapping(of: container) else { throw .image(image) }
    let placeholders = Placeholders(
      ports: namedPorts(container), mounts: mounts(container),
      words: [
        "programs": settings.programs, "here": settings.images.directory, "pod": pod.objectName,
        "namespace": pod.objectNamespace,
      ])
    try requireMounts(container, mapping)
    let variables = try environment(container, mapping, placeholders)
    let values = Dictionary(variables.map { ($0.name, $0.value) }) { _, last in last }
    var arguments: [String] = []
    for part in mapping.command {
      arguments.append(VariableExpansion.expand(try placeholders.fill(part), values))
    }
    if mapping.arguments == .append {
      for argument in (container["args"]?.arrayValue ?? []).compactMap(\.stringValue) {
        let expanded = VariableExpansion.expand(argument, values)
        arguments.append(mapping.mounts == .rewrite ? placeholders.rewriteMounts(expanded) : expanded)
      }
    }
    return ContainerPlan(
      name: container["name"]?.stringValue ?? "", image: image, arguments: arguments, environment: variables,
      readiness: try ReadinessProbe(reading: container, ports: ports), hasInput: container["stdin"]?.boolValue == true)
  }

  /// Later variables replace earlier ones of the same name; the cluster's own stand last.
  private func environment(
    _ container: JSONValue, _ mapping: ImageMapping, _ placeholders: Placeholders
  ) throws(PodProblem) -> [(name: String, value: String)] {
    var variables: [(name: String, value: String)] = []
    func set(_ name: String, _ value: String) {
      variables.removeAll { $0.name == name }
      variables.append((name, value))
    }
    for source in container["envFrom"]?.arrayValue ?? [] {
      let prefix = source["prefix"]?.stringValue ?? ""
      let resource: GroupResource = source["secretRef"] == nil ? .configMaps : .secrets
      let reference = source["secretRef"] ?? source["configMapRef"] ?? [:]
      let entries = try sources.entries(
        resource, reference["name"]?.stringValue ?? "", isOptional: reference["optional"]?.boolValue ?? false)
      for entry in entries ?? [] { set(prefix + entry.key, String(decoding: entry.bytes, as: UTF8.self)) }
    }
    for variable in container["env"]?.arrayValue ?? [] {
      let name = variable["name"]?.stringValue ?? ""
      if let source = variable["valueFrom"] {
        if let value = try sources.value(source, variable: name) { set(name, value) }
      } else {
        let known = Dictionary(variables.map { ($0.name, $0.value) }) { _, last in last }
        let value = VariableExpansion.expand(variable["value"]?.stringValue ?? "", known)
        set(name, mapping.mounts == .rewrite ? placeholders.rewriteMounts(value) : value)
      }
    }
    let known = Dictionary(variables.map { ($0.name, $0.value) }) { _, last in last }
    for (name, value) in mapping.environment.sorted(by: { $0.key < $1.key }) {
      set(name, VariableExpansion.expand(try placeholders.fill(value), known))
    }
    if let name = mapping.portEnvironment {
      guard let first = container["ports"]?[0]?["containerPort"]?.intValue, let port = ports[first] else {
        throw .configuration("the image's mapping has a portEnvironment, but the container has no port")
      }
      set(name, String(port))
    }
    for (name, value) in settings.environment { set(name, value) }
    set("HOSTNAME", pod.objectName)
    return variables
  }

  private func namedPorts(_ container: JSONValue) -> [String: Int] {
    var named: [String: Int] = [:]
    for (number, port) in ports { named[String(number)] = port }
    for port in container["ports"]?.arrayValue ?? [] {
      if let name = port["name"]?.stringValue, let number = port["containerPort"]?.intValue {
        named[name] = ports[number]
      }
    }
    return named
  }

  private func mounts(_ container: JSONValue) -> [String: String] {
    var mounts: [String: String] = [:]
    for mount in container["volumeMounts"]?.arrayValue ?? [] {
      var directory = volumesDirectory + "/" + (mount["name"]?.stringValue ?? "")
      if let part = mount["subPath"]?.stringValue, !part.isEmpty { directory += "/" + part }
      mounts[mount["mountPath"]?.stringValue ?? ""] = directory
    }
    return mounts
  }

  /// A process sees no mounts: the mapping must say how it learns of each.
  private func requireMounts(_ container: JSONValue, _ mapping: ImageMapping) throws(PodProblem) {
    guard mapping.mounts == .mention else { return }
    let mentioned = Set((mapping.command + mapping.environment.values).flatMap { Placeholders.names($0, "mount") })
    for path in mounts(container).keys.sorted() where !mentioned.contains(path) {
      throw .configuration(
        "the mapping of the image \"\(mapping.image)\" does not say how a process finds the mount \(path): mention "
          + "{mount:\(path)} in it, or set mounts to rewrite")
    }
  }
}
