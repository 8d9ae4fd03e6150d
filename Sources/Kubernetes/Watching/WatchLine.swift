import JSON

/// One line of a watch response.
enum WatchLine {
  case added(KubernetesObject)
  case modified(KubernetesObject)
  case deleted(KubernetesObject)
  /// Nothing changed up to this version.
  case bookmark(version: String)
  case error(KubernetesError)

  /// - Throws: code `badResponse` for a line that is no event, as when a connection was cut in it.
  init(_ line: [UInt8]) throws(KubernetesError) {
    guard let members = JSONSpans.members(line[...]) else {
      throw KubernetesError(.badResponse, "a watch event is not JSON")
    }
    func text(_ name: String) -> ArraySlice<UInt8>? { members.first { $0.name == name }?.value }
    guard let type = text("type").flatMap({ try? JSONValue(reading: $0) })?.stringValue, let body = text("object")
    else {
      throw KubernetesError(.badResponse, "a watch event has no type or no object")
    }
    if type == "ERROR" {
      self = .error(KubernetesError(status: (try? JSONValue(reading: body)) ?? .null))
      return
    }
    let object = try KubernetesObject(salvaging: body)
    guard let version = object.resourceVersion, !version.isEmpty else {
      throw KubernetesError(.badResponse, "a watch event's object has no resourceVersion")
    }
    switch type {
    case "ADDED": self = .added(object)
    case "MODIFIED": self = .modified(object)
    case "DELETED": self = .deleted(object)
    case "BOOKMARK": self = .bookmark(version: version)
    default: throw KubernetesError(.badResponse, "a watch event has the unknown type \"\(type.prefix(32))\"")
    }
  }
}
