import JSON

/// What the API does to objects of certain kinds beyond their schema.
enum Admission {
  static let definitionFinalizer = "customresourcecleanup.apiextensions.k8s.io"

  /// Whether objects of a type count changes of their spec in `metadata.generation`.
  static func countsGenerations(_ type: ResourceType) -> Bool {
    type.isCustom || ["apps", "policy", "networking.k8s.io", "apiextensions.k8s.io"].contains(type.group)
  }

  /// Completes and checks an object before it is written.
  static func prepare(
    _ object: inout JSONValue, replacing live: JSONValue?, _ type: ResourceType, _ state: inout ClusterState,
    _ warnings: inout [String]
  ) -> [FieldError] {
    switch type.groupResource {
    case .namespaces:
      object["spec"] = ["finalizers": ["kubernetes"]]
      if live == nil { object["status"] = ["phase": "Active"] }
      var labels = object.metadata?["labels"] ?? [:]
      labels["kubernetes.io/metadata.name"] = .string(object.objectName)
      object.setMetadata("labels", labels)
    case .secrets: return prepareSecret(&object, replacing: live)
    case .configMaps:
      if live?["immutable"]?.boolValue == true, live?["data"] != object["data"] {
        return [.forbidden("data", "field is immutable when `immutable` is set")]
      }
    case .services: return prepareService(&object, replacing: live, &state)
    case .deployments: return prepareDeployment(&object, replacing: live)
    case .pods: preparePod(&object, replacing: live)
    case .roleBindings, .clusterRoleBindings:
      if let live, live["roleRef"] != object["roleRef"] {
        return [.invalid("roleRef", object["roleRef"] ?? .null, "cannot change roleRef")]
      }
    case .definitions: return prepareDefinition(&object, replacing: live, &warnings)
    default: break
    }
    return []
  }

  /// Draws the consequences of a write.
  static func committed(_ object: JSONValue, _ type: ResourceType, _ state: inout ClusterState) {
    switch type.groupResource {
    case .namespaces where object.deletionTimestamp == nil:
      guard state.store.object(.serviceAccounts, namespace: object.objectName, name: "default") == nil,
        let target = state.target(.serviceAccounts, namespace: object.objectName)
      else { return }
      let account: JSONValue = ["apiVersion": "v1", "kind": "ServiceAccount", "metadata": ["name": "default"]]
      _ = try? state.create(account, at: target, WriteMode(fieldManager: "local-cluster"))
    case .definitions:
      if case .success(let custom) = CustomTypeReader.read(object) { state.registry.add(custom) }
    default: break
    }
  }

  /// Seconds that an object stays after its deletion so that its process can end.
  static func gracePeriod(_ object: JSONValue, _ type: ResourceType, _ options: DeletionMode) -> Int {
    switch type.groupResource {
    case .pods where object["spec"]?["nodeName"] != nil:
      return options.gracePeriod ?? object["spec"]?["terminationGracePeriodSeconds"]?.intValue ?? 30
    default: return 0
    }
  }

  /// Whether a deleted object without finalizers stays until something else removes it.
  static func lingers(_ object: JSONValue, _ type: ResourceType) -> Bool {
    type.groupResource == .namespaces
      || (type.groupResource == .pods && object.metadata?["deletionGracePeriodSeconds"]?.intValue ?? 0 > 0)
  }

  static func terminating(_ object: inout JSONValue, _ type: ResourceType) {
    guard type.groupResource == .namespaces else { return }
    object["status"] = ["phase": "Terminating"]
  }

  private static func prepareSecret(_ object: inout JSONValue, replacing live: JSONValue?) -> [FieldError] {
    if let texts = object["stringData"]?.objectValue {
      var data = object["data"]?.objectValue ?? JSONObject()
      for (key, value) in texts { data[key] = .string(Base64Text.encode(Array((value.stringValue ?? "").utf8))) }
      object["data"] = .object(data)
      object["stringData"] = nil
    }
    guard let live else { return [] }
    if live["type"] != object["type"] {
      return [.invalid("type", object["type"] ?? .null, "field is immutable")]
    }
    if live["immutable"]?.boolValue == true, live["data"] != object["data"] {
      return [.forbidden("data", "field is immutable when `immutable` is set")]
    }
    return []
  }
}
