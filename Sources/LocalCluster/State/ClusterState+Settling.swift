import JSON

extension ClusterState {
  /// Draws the consequences of deletions until there are none left: dependents of owners that are gone, the contents of
  /// namespaces and the objects of definitions that are being deleted, owners deleted in the foreground.
  mutating func settle() {
    guard !isSettling else { return }
    isSettling = true
    defer { isSettling = false }
    while collectGarbage() || finishNamespaces() || finishDefinitions() || finishForegroundOwners() {}
  }

  /// Each step says whether it has changed anything.
  private mutating func collectGarbage() -> Bool {
    let everything = store.everything
    let living = Set(everything.map(\.object.uid))
    var hasChanged = false
    for (resource, object) in everything where object.deletionTimestamp == nil {
      let owners = object.ownerReferences
      guard !owners.isEmpty, owners.allSatisfy({ !living.contains($0["uid"]?.stringValue ?? "") }) else { continue }
      hasChanged = remove(resource, object) || hasChanged
    }
    return hasChanged
  }

  private mutating func finishNamespaces() -> Bool {
    var hasChanged = false
    for namespace in store.objects(.namespaces) where namespace.deletionTimestamp != nil {
      let contents = store.everything.filter { $0.object.objectNamespace == namespace.objectName }
      for (resource, object) in contents where object.deletionTimestamp == nil {
        hasChanged = remove(resource, object) || hasChanged
      }
      if contents.isEmpty, namespace.finalizers.isEmpty {
        store.remove(.namespaces, namespace: "", name: namespace.objectName)
        hasChanged = true
      }
    }
    return hasChanged
  }

  private mutating func finishDefinitions() -> Bool {
    var hasChanged = false
    for definition in store.objects(.definitions)
    where definition.deletionTimestamp != nil && definition.finalizers.contains(Admission.definitionFinalizer) {
      let resource = GroupResource(
        definition["spec"]?["names"]?["plural"]?.stringValue ?? "",
        group: definition["spec"]?["group"]?.stringValue ?? "")
      let instances = store.objects(resource)
      for object in instances where object.deletionTimestamp == nil {
        hasChanged = remove(resource, object) || hasChanged
      }
      if instances.isEmpty {
        drop(Admission.definitionFinalizer, from: definition, .definitions)
        hasChanged = true
      }
    }
    return hasChanged
  }

  private mutating func finishForegroundOwners() -> Bool {
    var hasChanged = false
    let everything = store.everything
    for (resource, owner) in everything
    where owner.deletionTimestamp != nil && owner.finalizers.contains(Self.foregroundFinalizer) {
      let dependents = everything.filter { _, object in
        object.ownerReferences.contains { $0["uid"]?.stringValue == owner.uid }
      }
      for (resource, object) in dependents where object.deletionTimestamp == nil {
        hasChanged = remove(resource, object) || hasChanged
      }
      if dependents.isEmpty {
        drop(Self.foregroundFinalizer, from: owner, resource)
        hasChanged = true
      }
    }
    return hasChanged
  }

  private mutating func remove(_ resource: GroupResource, _ object: JSONValue) -> Bool {
    guard let target = target(resource, namespace: object.objectNamespace, name: object.objectName) else {
      return false
    }
    return (try? delete(target)) != nil
  }

  private mutating func drop(_ finalizer: String, from object: JSONValue, _ resource: GroupResource) {
    var object = object
    let left = object.finalizers.filter { $0 != finalizer }
    object.setMetadata("finalizers", left.isEmpty ? .none : .some(.array(left.map(JSONValue.string))))
    store.put(resource, object)
    guard left.isEmpty, let type = registry[resource] else { return }
    discard(object, type)
  }
}
