import Kubernetes

/// A change in an informer's cache, told after the cache has it.
package enum InformerEvent: Sendable, Equatable {
  case added(KubernetesObject)
  case updated(old: KubernetesObject, new: KubernetesObject)
  /// The object as it was last seen.
  case deleted(KubernetesObject)

  /// The object that the event is about, in its newest form.
  package var object: KubernetesObject {
    switch self {
    case .added(let object), .updated(_, let object), .deleted(let object): object
    }
  }

  package var key: ObjectKey { object.key }

  /// With the values of its objects.
  var unpacked: InformerEvent {
    switch self {
    case .added(let object): .added(object.unpacked)
    case .updated(let old, let new): .updated(old: old.unpacked, new: new.unpacked)
    case .deleted(let object): .deleted(object.unpacked)
    }
  }
}
