import JSON

/// What the API says of itself: groups, versions and resources.
struct Discovery {
  let registry: ResourceRegistry

  /// `/version`. The minor version is that of the kubectl this is tested with, so that no skew is reported.
  static let version: JSONValue = [
    "major": "1", "minor": "32", "gitVersion": "v1.32.0+local", "gitCommit": "", "gitTreeState": "clean",
    "buildDate": "1970-01-01T00:00:00Z", "goVersion": "", "compiler": "swift", "platform": "linux/amd64",
  ]

  /// `/api`
  var coreVersions: JSONValue {
    ["kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []]
  }

  /// `/apis`
  var groupList: JSONValue {
    [
      "kind": "APIGroupList", "apiVersion": "v1",
      "groups": .array(registry.groups.filter { !$0.name.isEmpty }.map { group($0.name, $0.versions) }),
    ]
  }

  /// `/apis/<group>`; `nil` when the group is not served.
  func group(_ name: String) -> JSONValue? {
    registry.groups.first { $0.name == name && !name.isEmpty }.map {
      var group = group($0.name, $0.versions)
      group["kind"] = "APIGroup"
      group["apiVersion"] = "v1"
      return group
    }
  }

  private func group(_ name: String, _ versions: [String]) -> JSONValue {
    let entries = versions.map { version -> JSONValue in
      ["groupVersion": .string("\(name)/\(version)"), "version": .string(version)]
    }
    return ["name": .string(name), "versions": .array(entries), "preferredVersion": entries.first ?? .null]
  }

  /// `/api/v1` and `/apis/<group>/<version>`; `nil` when not served.
  func resourceList(group: String, version: String) -> JSONValue? {
    let types = registry.types(group: group, version: version)
    guard !types.isEmpty else { return nil }
    return [
      "kind": "APIResourceList", "apiVersion": "v1",
      "groupVersion": .string(group.isEmpty ? version : "\(group)/\(version)"),
      "resources": .array(types.flatMap { resources($0, version) }),
    ]
  }

  private func resources(_ type: ResourceType, _ version: String) -> [JSONValue] {
    var main: JSONValue = [
      "name": .string(type.plural), "singularName": .string(type.singular), "namespaced": .bool(type.isNamespaced),
      "kind": .string(type.kind), "verbs": .array(type.verbs.map(JSONValue.string)),
    ]
    if !type.shortNames.isEmpty { main["shortNames"] = .array(type.shortNames.map(JSONValue.string)) }
    if !type.categories.isEmpty { main["categories"] = .array(type.categories.map(JSONValue.string)) }
    return [main]
      + Subresource.of(type, version).map { subresource in
        var entry: JSONValue = [
          "name": .string("\(type.plural)/\(subresource.name)"), "singularName": "",
          "namespaced": .bool(type.isNamespaced), "kind": .string(subresource.kind),
          "verbs": .array(subresource.verbs.map(JSONValue.string)),
        ]
        if !subresource.group.isEmpty {
          entry["group"] = .string(subresource.group)
          entry["version"] = "v1"
        }
        return entry
      }
  }

  /// `/api` and `/apis` in the aggregated form (`apidiscovery.k8s.io/v2`).
  func aggregated(isCore: Bool) -> JSONValue {
    let groups = registry.groups.filter { $0.name.isEmpty == isCore }.map { group -> JSONValue in
      [
        "metadata": ["name": .string(group.name)],
        "versions": .array(
          group.versions.map { version in
            [
              "version": .string(version), "freshness": "Current",
              "resources": .array(
                registry.types(group: group.name, version: version).map { aggregated($0, version) }),
            ]
          }),
      ]
    }
    return [
      "kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2", "metadata": [:],
      "items": .array(groups),
    ]
  }

  private func aggregated(_ type: ResourceType, _ version: String) -> JSONValue {
    var entry: JSONValue = [
      "resource": .string(type.plural), "singularResource": .string(type.singular),
      "scope": type.isNamespaced ? "Namespaced" : "Cluster",
      "responseKind": ["group": .string(type.group), "version": .string(version), "kind": .string(type.kind)],
      "verbs": .array(type.verbs.map(JSONValue.string)),
    ]
    if !type.shortNames.isEmpty { entry["shortNames"] = .array(type.shortNames.map(JSONValue.string)) }
    if !type.categories.isEmpty { entry["categories"] = .array(type.categories.map(JSONValue.string)) }
    let parts = Subresource.of(type, version).map { subresource -> JSONValue in
      [
        "subresource": .string(subresource.name),
        "responseKind": [
          "group": .string(subresource.group.isEmpty ? type.group : subresource.group),
          "version": .string(subresource.group.isEmpty ? version : "v1"), "kind": .string(subresource.kind),
        ],
        "verbs": .array(subresource.verbs.map(JSONValue.string)),
      ]
    }
    if !parts.isEmpty { entry["subresources"] = .array(parts) }
    return entry
  }
}

/// A part of an object that is read and written on its own.
struct Subresource {
  let name: String
  let kind: String
  /// Where its kind is in another group than the type.
  var group = ""
  let verbs: [String]

  static func of(_ type: ResourceType, _ version: String) -> [Subresource] {
    var found: [Subresource] = []
    if type.version(version)?.hasStatus == true {
      found.append(Subresource(name: "status", kind: type.kind, verbs: ["get", "patch", "update"]))
    }
    switch type.groupResource {
    case .deployments:
      found.append(
        Subresource(name: "scale", kind: "Scale", group: "autoscaling", verbs: ["get", "patch", "update"]))
    case .pods: found.append(Subresource(name: "log", kind: "Pod", verbs: ["get"]))
    case .serviceAccounts:
      found.append(
        Subresource(name: "token", kind: "TokenRequest", group: "authentication.k8s.io", verbs: ["create"]))
    default: break
    }
    return found
  }
}
