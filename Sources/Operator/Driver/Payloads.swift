import Kubernetes
import Synchronization

/// Which Secrets and ConfigMaps somebody has asked for: of these everything is kept from then on.
final class Payloads: Sendable {
  struct Place: Hashable, Sendable {
    let kind: ResourceKind
    let key: ObjectKey
  }

  static let kinds: Set<ResourceKind> = [.secrets, .configMaps]

  private let wanted = Mutex<Set<Place>>([])

  func want(_ place: Place) { _ = wanted.withLock { $0.insert(place) } }

  /// The object is gone; a namesake is asked for anew.
  func forget(_ place: Place) { _ = wanted.withLock { $0.remove(place) } }

  /// What an informer keeps of the objects of a kind.
  func keeping(_ kind: ResourceKind) -> @Sendable (KubernetesObject) -> KubernetesObject {
    guard Self.kinds.contains(kind) else { return { ObjectTrim.trimmed($0).packed } }
    return { [self] object in
      let place = Place(kind: kind, key: object.key)
      let isWanted = wanted.withLock { $0.contains(place) }
      let trimmed = ObjectTrim.trimmed(object)
      return (isWanted ? trimmed : ObjectTrim.emptied(trimmed)).packed
    }
  }
}
