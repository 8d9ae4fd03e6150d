import JSON

extension ClusterState {
  /// What a client sent, without what the schema does not know.
  /// - Throws: 400 for a wrong kind or, when the client asked for it, for unknown members.
  func decoded(
    _ body: JSONValue, for target: ObjectTarget, _ options: WriteMode
  ) throws(APIStatus) -> (object: JSONValue, warnings: [String]) {
    guard body.objectValue != nil else { throw APIStatus(.badRequest, "the body must be a JSON object") }
    let found = (version: body["apiVersion"]?.stringValue ?? "", kind: body["kind"]?.stringValue ?? "")
    guard found.kind == target.type.kind, found.version == target.apiVersion else {
      throw APIStatus(
        .badRequest,
        "the API version in the data (\(found.version), Kind=\(found.kind)) does not match the expected API version "
          + "(\(target.apiVersion), Kind=\(target.type.kind))")
    }
    var warnings: [String] = []
    let pruned = target.version.schema.pruned(target.type.isCustom ? body : Self.withoutNulls(body))
    if !pruned.unknown.isEmpty {
      let problems = pruned.unknown.sorted().map { "unknown field \"\($0)\"" }
      switch options.fieldValidation {
      case .strict: throw .strictDecoding(target.type.kind, target.version.name, problems)
      case .warn: warnings += problems
      case .ignore: break
      }
    }
    if let warning = target.version.deprecationWarning { warnings.append(warning) }
    var object = pruned.value
    if object.metadata?.objectValue == nil { object["metadata"] = [:] }
    return (object, warnings)
  }

  /// Built-in kinds know no null: it means absent.
  static func withoutNulls(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let object):
      var kept = JSONObject()
      for (name, inner) in object where !inner.isNull { kept[name] = withoutNulls(inner) }
      return .object(kept)
    case .array(let array): return .array(array.map(withoutNulls))
    default: return value
    }
  }

  /// Checks the metadata that clients write.
  func metadataErrors(_ object: JSONValue, _ type: ResourceType) -> [FieldError] {
    var errors: [FieldError] = []
    if let problem = ObjectNames.problem(object.objectName, type) {
      errors.append(.invalid("metadata.name", .string(object.objectName), problem))
    }
    for (key, value) in object.labels {
      if !ObjectNames.isLabelKey(key) {
        errors.append(
          .invalid(
            "metadata.labels", .string(key),
            "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
          ))
      }
      if !ObjectNames.isLabelValue(value) {
        errors.append(
          .invalid(
            "metadata.labels", .string(value),
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
          ))
      }
    }
    for (index, owner) in object.ownerReferences.enumerated() {
      for key in ["apiVersion", "kind", "name", "uid"] where (owner[key]?.stringValue ?? "").isEmpty {
        errors.append(.required("metadata.ownerReferences[\(index)].\(key)"))
      }
    }
    return errors
  }
}
