import JSON

/// Merges a piece of a pod template that people wrote onto a rendered one, as a strategic merge patch does: objects
/// member by member, known lists by their keys, everything else replaced, `null` removed.
enum PodTemplateMerge {
  private static let keys: [String: String] = [
    "containers": "name", "initContainers": "name", "volumes": "name", "env": "name", "imagePullSecrets": "name",
    "ports": "containerPort", "volumeMounts": "mountPath", "volumeDevices": "devicePath", "hostAliases": "ip",
    "topologySpreadConstraints": "topologyKey", "resourceClaims": "name", "ephemeralContainers": "name",
  ]

  /// - Throws: `PodTemplateError` for a piece that has not the shape of a pod template.
  static func merge(_ patch: JSONObject, onto template: JSONValue) throws(PodTemplateError) -> JSONValue {
    for key in patch.keys where key != "metadata" && key != "spec" {
      throw PodTemplateError(message: "\(key): unknown field; a pod template has metadata and spec")
    }
    return try merge(.object(patch), onto: template, path: "", depth: 0)
  }

  private static func merge(
    _ patch: JSONValue, onto base: JSONValue, path: String, depth: Int
  ) throws(PodTemplateError) -> JSONValue {
    guard depth < 32 else { throw PodTemplateError(message: "\(path): nested too deeply") }
    guard case .object(let members) = patch else {
      if case .object = base { throw PodTemplateError(message: "\(path): expected object, found \(patch.kind)") }
      return patch
    }
    var result = base.objectValue ?? [:]
    for (key, value) in members {
      let place = path.isEmpty ? key : path + "." + key
      if key.hasPrefix("$") { throw PodTemplateError(message: "\(place): merge directives are not supported") }
      if value.isNull {
        result[key] = nil
      } else if let mergeKey = keys[key] {
        result[key] = try list(value, onto: result[key] ?? [], by: mergeKey, path: place, depth: depth)
      } else {
        result[key] = try merge(value, onto: result[key] ?? .null, path: place, depth: depth + 1)
      }
    }
    return .object(result)
  }

  private static func list(
    _ patch: JSONValue, onto base: JSONValue, by key: String, path: String, depth: Int
  ) throws(PodTemplateError) -> JSONValue {
    guard let patches = patch.arrayValue else {
      throw PodTemplateError(message: "\(path): expected array, found \(patch.kind)")
    }
    var result = base.arrayValue ?? []
    for (index, element) in patches.enumerated() {
      let place = "\(path)[\(index)]"
      guard let name = element[key] else { throw PodTemplateError(message: "\(place).\(key): is required") }
      if let position = result.firstIndex(where: { $0[key] == name }) {
        result[position] = try merge(element, onto: result[position], path: place, depth: depth + 1)
      } else {
        result.append(try merge(element, onto: [:], path: place, depth: depth + 1))
      }
    }
    return .array(result)
  }
}

/// Why a piece of a pod template cannot be merged.
struct PodTemplateError: Error, Sendable {
  let message: String
}
