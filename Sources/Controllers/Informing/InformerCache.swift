import Kubernetes

/// What a watch has told so far, and which changes follow from its next event.
struct InformerCache {
  private(set) var objects: [ObjectKey: KubernetesObject] = [:]
  /// Whether everything there is has been listed once.
  private(set) var hasSynced = false

  mutating func apply(_ event: WatchEvent) -> [InformerEvent] {
    switch event {
    case .replaced(let all):
      hasSynced = true
      return replace(all)
    case .added(let object), .modified(let object): return put(object)
    case .deleted(let object):
      guard objects.removeValue(forKey: object.key) != nil else { return [] }
      return [.deleted(object)]
    case .interrupted: return []
    }
  }

  private mutating func replace(_ all: [KubernetesObject]) -> [InformerEvent] {
    var gone = objects
    var events: [InformerEvent] = []
    for object in all {
      gone[object.key] = nil
      events += put(object)
    }
    let deletions = gone.keys.sorted().compactMap { key in
      objects.removeValue(forKey: key).map { InformerEvent.deleted($0) }
    }
    return deletions + events
  }

  private mutating func put(_ object: KubernetesObject) -> [InformerEvent] {
    guard let old = objects.updateValue(object, forKey: object.key) else { return [.added(object)] }
    // A namesake of an object whose deletion was missed.
    if old.uid != object.uid { return [.deleted(old), .added(object)] }
    return old.resourceVersion == object.resourceVersion ? [] : [.updated(old: old, new: object)]
  }
}
