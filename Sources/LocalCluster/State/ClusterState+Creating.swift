import JSON

extension ClusterState {
  /// - Throws: 400, 403, 404 for a namespace that is not there, 409, 422.
  package mutating func create(
    _ body: JSONValue, at target: ObjectTarget, _ options: WriteMode
  ) throws(APIStatus) -> WriteResult {
    var (object, warnings) = try decoded(body, for: target, options)
    if !object.resourceVersion.isEmpty {
      throw APIStatus(.badRequest, "resourceVersion should not be set on objects to be created")
    }
    object.setMetadata("managedFields", nil)
    try place(&object, target)
    if target.version.hasStatus { object["status"] = nil }
    let writer = Self.writer(target, options, timestamp)
    let result = try insert(object, at: target, options) { owners, object in
      owners.noteUpdate(writer, from: nil, to: object, target.version.schema)
    }
    warnings += result.warnings
    return WriteResult(object: result.object, isCreated: true, warnings: warnings)
  }

  /// Writes an object that does not exist yet.
  /// - Parameter own: notes who owns the fields.
  mutating func insert(
    _ given: JSONValue, at target: ObjectTarget, _ options: WriteMode,
    own: (inout ManagedFields, JSONValue) -> Void
  ) throws(APIStatus) -> WriteResult {
    var object = given
    let type = target.type
    let name = object.objectName
    try requireNamespace(object.objectNamespace, type, name)
    if store.object(type.groupResource, namespace: object.objectNamespace, name: name) != nil {
      throw .alreadyExists(type.groupResource, name)
    }
    for key in ["selfLink", "deletionTimestamp", "deletionGracePeriodSeconds"] { object.setMetadata(key, nil) }
    object.setMetadata("uid", .string(Self.newUID()))
    object.setMetadata("creationTimestamp", timestamp)
    object.setMetadata("generation", Admission.countsGenerations(type) ? .some(1) : .none)
    object = target.version.schema.defaulted(object)
    var errors = metadataErrors(object, type)
    var warnings: [String] = []
    errors += Admission.prepare(&object, replacing: nil, type, &self, &warnings)
    errors += target.version.schema.errors(in: object)
    guard errors.isEmpty else { throw .invalid(type, name, errors) }
    var owners = ManagedFields(reading: object)
    own(&owners, object)
    object.setMetadata("managedFields", owners.json)
    object["apiVersion"] = .string(type.apiVersion(type.storageVersion))
    if !options.isDryRun { object = commit(object, type) }
    return WriteResult(object: presented(object, target), isCreated: true, warnings: warnings)
  }

  /// Checks and completes name and namespace against the request's path.
  private func place(_ object: inout JSONValue, _ target: ObjectTarget) throws(APIStatus) {
    let namespace = target.namespace ?? ""
    if target.type.isNamespaced {
      if object.objectNamespace.isEmpty {
        object.setMetadata("namespace", .string(namespace))
      } else if object.objectNamespace != namespace {
        throw APIStatus(
          .badRequest,
          "the namespace of the provided object does not match the namespace sent on the request")
      }
    } else {
      object.setMetadata("namespace", nil)
    }
    if object.objectName.isEmpty {
      guard let prefix = object.metadata?["generateName"]?.stringValue, !prefix.isEmpty else {
        throw .invalid(target.type, "", [.required("metadata.name", "name or generateName is required")])
      }
      object.setMetadata("name", .string(generatedName(prefix)))
    }
  }

  private func requireNamespace(_ namespace: String, _ type: ResourceType, _ name: String) throws(APIStatus) {
    guard type.isNamespaced else { return }
    guard let found = store.object(.namespaces, namespace: "", name: namespace) else {
      throw .notFound(.namespaces, namespace)
    }
    if found.deletionTimestamp != nil {
      throw APIStatus(
        .forbidden,
        "\(type.groupResource) \"\(name)\" is forbidden: unable to create new content in namespace \(namespace) "
          + "because it is being terminated")
    }
  }

  /// Who writes, for `managedFields`.
  static func writer(_ target: ObjectTarget, _ options: WriteMode, _ time: JSONValue) -> ManagedFields.Entry {
    ManagedFields.Entry(
      manager: options.fieldManager, operation: "Update", apiVersion: target.apiVersion,
      subresource: target.subresource, time: time.stringValue ?? "", fields: FieldSet())
  }

  /// Writes an object to the store and draws the consequences.
  mutating func commit(_ object: JSONValue, _ type: ResourceType) -> JSONValue {
    let event = store.put(type.groupResource, object)
    Admission.committed(event.object, type, &self)
    if !object.ownerReferences.isEmpty || object.deletionTimestamp != nil { settle() }
    return event.object
  }
}
