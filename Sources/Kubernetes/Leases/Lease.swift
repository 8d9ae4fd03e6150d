import FoundationEssentials
import JSON

/// A `coordination.k8s.io/v1` Lease: who leads, and since when. Wraps the object, whose other fields are kept.
package struct Lease: Sendable, Hashable {
  package var object: KubernetesObject

  package init(_ object: KubernetesObject) { self.object = object }

  package init(_ key: ObjectKey) { object = KubernetesObject(.leases, key, fields: ["spec": [:]]) }

  package var key: ObjectKey { object.key }

  /// `nil` or empty: nobody.
  package var holder: String? {
    get { object[path: "spec", "holderIdentity"]?.stringValue }
    set { setSpec("holderIdentity", newValue.map { .string($0) }) }
  }

  /// For how long after its last renewal the holder counts as alive, in seconds.
  package var durationSeconds: Int? {
    get { object[path: "spec", "leaseDurationSeconds"]?.intValue }
    set { setSpec("leaseDurationSeconds", newValue.map { .int($0) }) }
  }

  package var acquireTime: Date? {
    get { time("acquireTime") }
    set { setTime("acquireTime", newValue) }
  }

  package var renewTime: Date? {
    get { time("renewTime") }
    set { setTime("renewTime", newValue) }
  }

  /// How often the lease changed hands.
  package var transitions: Int {
    get { object[path: "spec", "leaseTransitions"]?.intValue ?? 0 }
    set { setSpec("leaseTransitions", .int(newValue)) }
  }

  private func time(_ field: String) -> Date? {
    object[path: "spec", field]?.stringValue.flatMap(KubernetesTime.date)
  }

  private mutating func setTime(_ field: String, _ date: Date?) {
    setSpec(field, date.map { .string(KubernetesTime.microText($0)) })
  }

  private mutating func setSpec(_ field: String, _ value: JSONValue?) {
    var spec = object.spec ?? [:]
    spec[field] = value
    object.spec = spec
  }
}
