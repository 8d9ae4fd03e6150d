import JSON
import Kubernetes
import Synchronization

/// Tells whether the cluster already holds what would be applied, so that a steady state takes no writes.
final class AppliedObjects: Sendable {
  /// On every object but Secrets: of what was applied, so that fields that are no longer wanted are noticed as well.
  static let checksum = "toolhive.stacklok.dev/content-checksum"

  private struct Place: Hashable {
    let kind: String
    let key: ObjectKey
  }

  private struct Record {
    let wanted: Int
    /// The generation, or for kinds without one the resource version.
    let version: String?
  }

  private let records = Mutex<[Place: Record]>([:])

  /// The object with its checksum.
  static func marked(_ object: KubernetesObject) -> KubernetesObject {
    guard object.kind != "Secret" else { return object }
    var result = object
    var annotations = object.annotations
    annotations[checksum] = ContentHash.of(object.json.text(.sorted))
    result.annotations = annotations
    return result
  }

  /// - Parameters:
  ///   - wanted: with its checksum.
  ///   - found: `nil` where there is none.
  func isApplied(_ wanted: KubernetesObject, _ found: KubernetesObject?) -> Bool {
    guard let found else { return false }
    if Self.holds(found, wanted) { return true }
    // The server may have stored it in another form: 1000m as 1.
    let record = records.withLock { $0[Place(kind: wanted.kind ?? "", key: wanted.key)] }
    return record?.wanted == wanted.hashValue && record?.version == Self.version(found)
  }

  /// Remembers what the server made of an object, where that cannot be seen.
  func note(_ wanted: KubernetesObject, stored: KubernetesObject) {
    let place = Place(kind: wanted.kind ?? "", key: wanted.key)
    guard !Self.holds(stored, wanted) else {
      _ = records.withLock { $0.removeValue(forKey: place) }
      return
    }
    let record = Record(wanted: wanted.hashValue, version: Self.version(stored))
    records.withLock { $0[place] = record }
  }

  /// Whether all that is wanted is there.
  static func holds(_ found: KubernetesObject, _ wanted: KubernetesObject) -> Bool {
    contains(found.json, wanted.json) && (wanted["data"] == nil || wanted["data"] == found["data"])
  }

  private static func version(_ object: KubernetesObject) -> String? {
    object.generation.map(String.init) ?? object.resourceVersion
  }

  /// Whether all that is wanted is there; members that others added do not matter.
  private static func contains(_ found: JSONValue, _ wanted: JSONValue) -> Bool {
    switch (found, wanted) {
    case (.object(let found), .object(let wanted)):
      wanted.allSatisfy { key, value in found[key].map { contains($0, value) } ?? false }
    case (.array(let found), .array(let wanted)):
      found.count == wanted.count && zip(found, wanted).allSatisfy { contains($0, $1) }
    default: found == wanted
    }
  }
}
