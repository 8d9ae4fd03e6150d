import JSON

extension ClusterState {
  /// Replaces an object, or its status.
  /// - Throws: 400, 404, 409 for a stale `resourceVersion`, 422.
  package mutating func update(
    _ body: JSONValue, at target: ObjectTarget, _ options: WriteMode
  ) throws(APIStatus) -> WriteResult {
    let live = try get(target)
    let (object, warnings) = try decoded(body, for: target, options)
    if target.type.isCustom, object.resourceVersion.isEmpty {
      let error = FieldError.invalid("metadata.resourceVersion", 0, "must be specified for an update")
      throw .invalid(target.type, target.name, [error])
    }
    var result = try replace(live, with: object, at: target, options)
    result.warnings = warnings + result.warnings
    return result
  }

  /// Writes a changed object over the live one.
  /// - Parameter applied: the object's `managedFields` are already those of after the write.
  mutating func replace(
    _ live: JSONValue, with given: JSONValue, at target: ObjectTarget, _ options: WriteMode, applied: Bool = false
  ) throws(APIStatus) -> WriteResult {
    let type = target.type
    let schema = target.version.schema
    var object = try identified(given, live, target)
    let owners = owners(given, live, applied: applied)
    if target.subresource == "status" {
      var whole = live
      whole["status"] = object["status"]
      object = whole
    } else if target.version.hasStatus {
      object["status"] = live["status"]
    }
    object = schema.defaulted(object)
    var warnings: [String] = []
    var errors = metadataErrors(object, type)
    if target.subresource.isEmpty { errors += Admission.prepare(&object, replacing: live, type, &self, &warnings) }
    errors += schema.errors(in: object)
    guard errors.isEmpty else { throw .invalid(type, target.name, errors) }

    if Admission.countsGenerations(type), Self.essence(live, target) != Self.essence(object, target) {
      object.setMetadata("generation", .int(live.generation + 1))
    }
    var noted = owners
    if !applied { noted.noteUpdate(Self.writer(target, options, timestamp), from: live, to: object, schema) }
    object.setMetadata("managedFields", noted.json)
    if object == live || options.isDryRun { return WriteResult(object: presented(object, target), warnings: warnings) }

    object["apiVersion"] = .string(type.apiVersion(type.storageVersion))
    if object.deletionTimestamp != nil, object.finalizers.isEmpty, !Admission.lingers(object, type) {
      _ = store.put(type.groupResource, object)
      discard(object, type)
      return WriteResult(object: presented(object, target), warnings: warnings)
    }
    object = commit(object, type)
    return WriteResult(object: presented(object, target), warnings: warnings)
  }

  /// The given object with the identity of the live one.
  private func identified(
    _ given: JSONValue, _ live: JSONValue, _ target: ObjectTarget
  ) throws(APIStatus) -> JSONValue {
    var object = given
    guard object.objectName.isEmpty || object.objectName == target.name else {
      throw APIStatus(
        .badRequest,
        "the name of the object (\(object.objectName)) does not match the name on the URL (\(target.name))")
    }
    guard object.objectNamespace.isEmpty || object.objectNamespace == live.objectNamespace else {
      throw APIStatus(
        .badRequest,
        "the namespace of the object (\(object.objectNamespace)) does not match the namespace on the URL "
          + "(\(live.objectNamespace))")
    }
    if !object.uid.isEmpty, object.uid != live.uid {
      throw .conflict(
        target.resource, target.name,
        "Precondition failed: UID in precondition: \(object.uid), UID in object meta: \(live.uid)")
    }
    if !object.resourceVersion.isEmpty, object.resourceVersion != live.resourceVersion {
      throw .stale(target.resource, target.name)
    }
    for key in [
      "name", "namespace", "uid", "resourceVersion", "creationTimestamp", "generation", "deletionTimestamp",
      "deletionGracePeriodSeconds", "generateName",
    ] { object.setMetadata(key, live.metadata?[key]) }
    return object
  }

  /// The owners before the write: the client's when it sent a changed list, as `kubectl apply --server-side` does to take
  /// over from client-side apply.
  private func owners(_ given: JSONValue, _ live: JSONValue, applied: Bool) -> ManagedFields {
    let sent = given.metadata?["managedFields"]
    guard applied || (sent != nil && sent != live.metadata?["managedFields"]) else {
      return ManagedFields(reading: live)
    }
    return ManagedFields(reading: given)
  }

  /// What counts as a change for `generation`.
  private static func essence(_ object: JSONValue, _ target: ObjectTarget) -> JSONValue {
    var object = object
    object["metadata"] = nil
    object["apiVersion"] = nil
    if target.version.hasStatus { object["status"] = nil }
    return object
  }
}
