import JSON

extension Admission {
  static func prepareDefinition(
    _ object: inout JSONValue, replacing live: JSONValue?, _ warnings: inout [String]
  ) -> [FieldError] {
    var names = object["spec"]?["names"] ?? [:]
    let kind = names["kind"]?.stringValue ?? ""
    if names["singular"] == nil { names["singular"] = .string(kind.lowercased()) }
    if names["listKind"] == nil { names["listKind"] = .string(kind + "List") }
    object["spec"]?["names"] = names
    guard case .failure(let found) = CustomTypeReader.read(object) else {
      complete(&object, replacing: live, names)
      warnings += ruleWarnings(object)
      return []
    }
    return found.errors
  }

  private static func complete(_ object: inout JSONValue, replacing live: JSONValue?, _ names: JSONValue) {
    if live == nil {
      object.setMetadata("finalizers", .array((object.finalizers + [definitionFinalizer]).map(JSONValue.string)))
    }
    let time = live?.metadata?["creationTimestamp"] ?? object.metadata?["creationTimestamp"] ?? .null
    let storage = (object["spec"]?["versions"]?.arrayValue ?? []).first { $0["storage"]?.boolValue == true }
    let stored = live?["status"]?["storedVersions"]?.arrayValue ?? []
    let current = storage?["name"] ?? ""
    object["status"] = [
      "conditions": [
        condition("NamesAccepted", "NoConflicts", "no conflicts found", time),
        condition("Established", "InitialNamesAccepted", "the initial names have been accepted", time),
      ],
      "acceptedNames": names,
      "storedVersions": .array(stored.contains(current) ? stored : stored + [current]),
    ]
  }

  private static func condition(_ type: String, _ reason: String, _ message: String, _ time: JSONValue) -> JSONValue {
    [
      "type": .string(type), "status": "True", "lastTransitionTime": time, "reason": .string(reason),
      "message": .string(message),
    ]
  }

  /// Rules in the Common Expression Language need an evaluator that is not here: whoever installs them is told.
  private static func ruleWarnings(_ object: JSONValue) -> [String] {
    guard case .success(let type) = CustomTypeReader.read(object) else { return [] }
    let count = type.versions.map(\.schema.ruleCount).max() ?? 0
    guard count > 0 else { return [] }
    return [
      "\(type.groupResource): \(count) x-kubernetes-validations rules are stored but not evaluated by this local cluster"
    ]
  }
}
