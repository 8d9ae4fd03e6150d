import HTTP

/// A request to a resource, taken from its path (`/apis/<group>/<version>/namespaces/<namespace>/<plural>/<name>/<sub>`).
struct APIRequest: Sendable {
  let group: String
  let version: String
  let resource: String
  /// `nil` where the path names none.
  let namespace: String?
  let name: String
  let subresource: String

  /// `nil` for a path that is not a resource's.
  init?(path: String) {
    var parts: [String] = []
    for part in path.split(separator: "/") {
      guard let text = PercentEncoding.decode(part) else { return nil }
      parts.append(text)
    }
    if parts.first == "api", parts.count >= 3 {
      (group, version) = ("", parts[1])
      parts.removeFirst(2)
    } else if parts.first == "apis", parts.count >= 4 {
      (group, version) = (parts[1], parts[2])
      parts.removeFirst(3)
    } else {
      return nil
    }
    // `/namespaces/x` and `/namespaces/x/status` are about the namespace itself.
    let isAboutNamespace = parts.count <= 2 || (parts.count == 3 && ["status", "finalize"].contains(parts[2]))
    if parts[0] == "namespaces", group.isEmpty, isAboutNamespace {
      namespace = nil
    } else if parts[0] == "namespaces", parts.count >= 3 {
      namespace = parts[1]
      parts.removeFirst(2)
    } else {
      namespace = nil
    }
    guard parts.count <= 3 else { return nil }
    resource = parts[0]
    name = parts.count > 1 ? parts[1] : ""
    subresource = parts.count > 2 ? parts[2] : ""
  }

  /// What the request's method does, in the words of roles.
  func verb(method: String, isWatch: Bool) -> String? {
    switch (method, name.isEmpty) {
    case ("GET", true): isWatch ? "watch" : "list"
    case ("HEAD", false), ("GET", false): isWatch ? "watch" : "get"
    case ("POST", _): "create"
    case ("PUT", false): "update"
    case ("PATCH", false): "patch"
    case ("DELETE", true): "deletecollection"
    case ("DELETE", false): "delete"
    default: nil
    }
  }
}
