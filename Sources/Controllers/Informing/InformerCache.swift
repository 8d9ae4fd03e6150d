import Kubernetes

/// What a watch has told so far, and which changes follow from its next event.
struct InformerCache {
  /// By namespace, empty for none, and name.
  private var spaces: [String: [String: PackedObject]] = [:]
  /// Whether everything there is has been listed once.
  private(set) var hasSynced = false

  subscript(key: ObjectKey) -> KubernetesObject? { packed(key)?.object }

  func packed(_ key: ObjectKey) -> PackedObject? { spaces[key.namespace ?? ""]?[key.name] }

  var keys: [ObjectKey] {
    spaces.flatMap { space, objects in
      objects.keys.map { ObjectKey(namespace: space.isEmpty ? nil : space, name: $0) }
    }
  }

  /// - Parameter namespace: `nil` for all.
  func objects(namespace: String?) -> [PackedObject] {
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
    guard let held = self[object.key], held.resourceVersion == object.resourceVersion else { return }
    spaces[object.namespace ?? ""]?[object.name] = PackedObject(object)
  }

  private mutating func replace(_ all: [KubernetesObject]) -> [InformerEvent] {
    var gone = Set(keys)
    var events: [InformerEvent] = []
    for object in all {
      gone.remove(object.key)
      events += put(object)
    }
    let deletions = gone.sorted().compactMap { key in remove(key).map { InformerEvent.deleted($0) } }
    return deletions + events
  }

  private mutating func put(_ object: KubernetesObject) -> [InformerEvent] {
    let packed = PackedObject(object)
    let old = spaces[object.namespace ?? "", default: [:]].updateValue(packed, forKey: object.name)?.object
    guard let old else { return [.added(object)] }
    // A namesake of an object whose deletion was missed.
    if old.uid != object.uid { return [.deleted(old), .added(object)] }
    return old.resourceVersion == object.resourceVersion ? [] : [.updated(old: old, new: object)]
  }

  private mutating func remove(_ key: ObjectKey) -> KubernetesObject? {
    let space = key.namespace ?? ""
    let object = spaces[space]?.removeValue(forKey: key.name)
    if spaces[space]?.isEmpty == true { spaces[space] = nil }
    return object?.object
  }
}
