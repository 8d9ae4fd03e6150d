import JSON

extension ClusterState {
  static let foregroundFinalizer = "foregroundDeletion"

  /// - Returns: the object as it is now, and whether it is gone.
  /// - Throws: 404, 409 for preconditions that do not hold.
  package mutating func delete(
    _ target: ObjectTarget, _ options: DeletionMode = DeletionMode()
  ) throws(APIStatus) -> (object: JSONValue, isGone: Bool) {
    let type = target.type
    guard var object = store.object(type.groupResource, namespace: target.namespace ?? "", name: target.name) else {
      throw .notFound(type.groupResource, target.name)
    }
    if let uid = options.uid, uid != object.uid {
      throw .conflict(
        type.groupResource, target.name,
        "Precondition failed: UID in precondition: \(uid), UID in object meta: \(object.uid)")
    }
    if let version = options.resourceVersion, version != object.resourceVersion {
      throw .conflict(
        type.groupResource, target.name,
        "Precondition failed: ResourceVersion in precondition: \(version), ResourceVersion in object meta: "
          + object.resourceVersion)
    }
    if type.groupResource == .namespaces, ["default", "kube-system"].contains(target.name) {
      throw APIStatus(.forbidden, "namespaces \"\(target.name)\" is forbidden: this namespace may not be deleted")
    }
    if options.isDryRun { return (presented(object, target), false) }

    switch options.propagation {
    case .foreground where object.deletionTimestamp == nil:
      object.setMetadata("finalizers", .array((object.finalizers + [Self.foregroundFinalizer]).map(JSONValue.string)))
    case .orphan: orphan(object.uid)
    default: break
    }
    let grace = Admission.gracePeriod(object, type, options)
    if object.finalizers.isEmpty, grace == 0, type.groupResource != .namespaces {
      discard(object, type)
      return (presented(object, target), true)
    }
    if object.deletionTimestamp == nil || grace < object.metadata?["deletionGracePeriodSeconds"]?.intValue ?? 0 {
      object.setMetadata("deletionTimestamp", .string(Timestamp.text(now() + grace)))
      object.setMetadata("deletionGracePeriodSeconds", .int(grace))
      Admission.terminating(&object, type)
      object = commit(object, type)
    }
    let left = store.object(type.groupResource, namespace: target.namespace ?? "", name: target.name)
    return (presented(left ?? object, target), left == nil)
  }

  /// Takes an object out of the store and draws the consequences.
  mutating func discard(_ object: JSONValue, _ type: ResourceType) {
    store.remove(type.groupResource, namespace: object.objectNamespace, name: object.objectName)
    if type.groupResource == .definitions, case .success(let custom) = CustomTypeReader.read(object) {
      registry.remove(custom.groupResource)
    }
    settle()
  }

  /// Frees the dependents of an object from it.
  private mutating func orphan(_ uid: String) {
    for (resource, object) in store.everything
    where object.ownerReferences.contains(where: { $0["uid"]?.stringValue == uid }) {
      var freed = object
      let left = object.ownerReferences.filter { $0["uid"]?.stringValue != uid }
      freed.setMetadata("ownerReferences", left.isEmpty ? .none : .some(.array(left)))
      store.put(resource, freed)
    }
  }
}
