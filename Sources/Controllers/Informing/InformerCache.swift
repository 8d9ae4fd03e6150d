import Kubernetes

/// What a watch has told so far, and which changes follow from its next event. Objects are kept packed, and told packed.
struct InformerCache {
  /// By namespace, empty for none, and name.
  private var spaces: [String: [String: KubernetesObject]] = [:]
  /// Whether everything there is has been listed once.
  private(set) var hasSynced = false

  subscript(key: ObjectKey) -> KubernetesObject? { spaces[key.namespace ?? ""]?[key.name] }

  var keys: [ObjectKey] {
    spaces.flatMap { space, objects in
      objects.keys.map { ObjectKey(namespace: space.isEmpty ? nil : space, name: $0) }
    }
  }

  /// - Parameter namespace: `nil` for all.
  func objects(namespace: String?) -> [KubernetesObject] {
    guard let namespace else { return spaces.values.flatMap(\.values) }
    return spaces[namespace].map { Array($0.values) } ?? []
  }

  mutating func apply(_ event: WatchEvent) -> [InformerEvent] {
    switch event {
    case .replaced(let all):
      hasSynced = true
      return replace(all)
    case .added(let object), .modified(let object): return put(object)
    case .deleted(let object):
      guard remove(object.key) != nil else { return [] }
      return [.deleted(object)]
    case .interrupted: return []
    }
  }

  /// Puts the same version of an object in the place of the one that is held.
  mutating func refill(_ object: KubernetesObject) {
    let key = object.key
    guard let held = self[key], held.resourceVersion == object.resourceVersion else { return }
    spaces[key.namespace ?? ""]?[key.name] = object.packed
  }

  private mutating func replace(_ all: [KubernetesObject]) -> [InformerEvent] {
    var gone = Set(keys)
    var events: [InformerEvent] = []
    for object in all {
      let object = object.unpacked
      gone.remove(object.key)
      events += put(object)
    }
    let deletions = gone.sorted().compactMap { key in remove(key).map { InformerEvent.deleted($0) } }
    return deletions + events
  }

  private mutating func put(_ object: KubernetesObject) -> [InformerEvent] {
    let (object, packed) = (object.unpacked, object.packed)
    let (key, version, uid) = (object.key, object.resourceVersion, object.uid)
    let held = spaces[key.namespace ?? "", default: [:]].updateValue(packed, forKey: key.name)
    guard let held else { return [.added(packed)] }
    let old = held.unpacked
    // A namesake of an object whose deletion was missed.
    if old.uid != uid { return [.deleted(held), .added(packed)] }
    return old.resourceVersion == version ? [] : [.updated(old: held, new: packed)]
  }

  private mutating func remove(_ key: ObjectKey) -> KubernetesObject? {
    let space = key.namespace ?? ""
    let object = spaces[space]?.removeValue(forKey: key.name)
    if spaces[space]?.isEmpty == true { spaces[space] = nil }
    return object
  }
}
