import FoundationEssentials
import JSON

extension KubernetesObject {
  package var metadata: JSONObject {
    get { fields["metadata"]?.objectValue ?? [:] }
    set { fields["metadata"] = .object(newValue) }
  }

  package var key: ObjectKey { ObjectKey(namespace: namespace, name: name) }

  /// Empty while the object has none.
  package var name: String {
    get { metadata["name"]?.stringValue ?? "" }
    set { metadata["name"] = .string(newValue) }
  }

  package var namespace: String? {
    get { metadata["namespace"]?.stringValue }
    set { metadata["namespace"] = newValue.map { .string($0) } }
  }

  package var uid: String? { metadata["uid"]?.stringValue }

  /// Opaque. Set on a replacement, it must still be the stored object's.
  package var resourceVersion: String? {
    get { metadata["resourceVersion"]?.stringValue }
    set { metadata["resourceVersion"] = newValue.map { .string($0) } }
  }

  /// Counts changes of the spec.
  package var generation: Int? { metadata["generation"]?.intValue }

  package var labels: [String: String] {
    get { strings("labels") }
    set { setStrings("labels", newValue) }
  }

  package var annotations: [String: String] {
    get { strings("annotations") }
    set { setStrings("annotations", newValue) }
  }

  package var finalizers: [String] {
    get { metadata["finalizers"]?.arrayValue?.compactMap(\.stringValue) ?? [] }
    set { metadata["finalizers"] = newValue.isEmpty ? nil : .array(newValue.map { .string($0) }) }
  }

  package var ownerReferences: [OwnerReference] {
    get { metadata["ownerReferences"]?.arrayValue?.compactMap(OwnerReference.init(json:)) ?? [] }
    set { metadata["ownerReferences"] = newValue.isEmpty ? nil : .array(newValue.map(\.json)) }
  }

  /// The owner that controls this object; there is at most one.
  package var controller: OwnerReference? { ownerReferences.first(where: \.isController) }

  package var creationTimestamp: Date? {
    metadata["creationTimestamp"]?.stringValue.flatMap(KubernetesTime.date)
  }

  /// When deletion was asked for: the object is only waiting for its finalizers.
  package var deletionTimestamp: Date? {
    metadata["deletionTimestamp"]?.stringValue.flatMap(KubernetesTime.date)
  }

  package var isBeingDeleted: Bool { metadata["deletionTimestamp"]?.stringValue != nil }

  private func strings(_ field: String) -> [String: String] {
    var result: [String: String] = [:]
    for (key, value) in metadata[field]?.objectValue ?? [:] { result[key] = value.stringValue }
    return result
  }

  private mutating func setStrings(_ field: String, _ values: [String: String]) {
    var object = JSONObject()
    for key in values.keys.sorted() { object[key] = values[key].map { .string($0) } }
    metadata[field] = object.isEmpty ? nil : .object(object)
  }
}
