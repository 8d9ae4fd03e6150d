import Kubernetes
import Synchronization

/// Reads for one decision, and notes which payloads it would have needed that are not in memory.
final class GatheringReader: ObjectReader {
  let reader: any ObjectReader
  private let found = Mutex<Set<Payloads.Place>>([])

  init(_ reader: any ObjectReader) { self.reader = reader }

  /// What has to be fetched before the decision counts.
  var missing: Set<Payloads.Place> { found.withLock { $0 } }

  func find(_ kind: ResourceKind, _ key: ObjectKey) -> KubernetesObject? {
    let object = reader.find(kind, key)
    if let object, Payloads.kinds.contains(kind), ObjectTrim.isEmptied(object) {
      _ = found.withLock { $0.insert(Payloads.Place(kind: kind, key: key)) }
    }
    return object
  }

  func list(_ kind: ResourceKind, namespace: String) -> [KubernetesObject] {
    reader.list(kind, namespace: namespace)
  }

  func members(_ kind: ResourceKind, of group: ObjectKey) -> [KubernetesObject] { reader.members(kind, of: group) }

  func virtualServers(of config: ObjectKey) -> [KubernetesObject] { reader.virtualServers(of: config) }
}
