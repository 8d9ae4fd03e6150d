import JSON

/// The fields that every Kubernetes object has.
extension JSONValue {
  var metadata: JSONValue? { self["metadata"] }
  var objectName: String { metadata?["name"]?.stringValue ?? "" }
  var objectNamespace: String { metadata?["namespace"]?.stringValue ?? "" }
  var uid: String { metadata?["uid"]?.stringValue ?? "" }
  var resourceVersion: String { metadata?["resourceVersion"]?.stringValue ?? "" }
  var generation: Int { metadata?["generation"]?.intValue ?? 0 }
  var deletionTimestamp: String? { metadata?["deletionTimestamp"]?.stringValue }
  var finalizers: [String] { (metadata?["finalizers"]?.arrayValue ?? []).compactMap(\.stringValue) }
  var ownerReferences: [JSONValue] { metadata?["ownerReferences"]?.arrayValue ?? [] }

  var labels: [String: String] { (metadata?["labels"]?.objectValue).map(Self.strings) ?? [:] }
  var annotations: [String: String] { (metadata?["annotations"]?.objectValue).map(Self.strings) ?? [:] }

  /// Sets a member of `metadata`; `nil` removes it.
  mutating func setMetadata(_ key: String, _ value: JSONValue?) {
    var metadata = self["metadata"] ?? [:]
    metadata[key] = value
    self["metadata"] = metadata
  }

  /// The value at a path of members.
  func value(at path: [String]) -> JSONValue? { path.reduce(Optional(self)) { $0?[$1] } }

  /// A scalar as selectors and columns show it; `nil` for null, arrays and objects.
  var plainText: String? {
    switch self {
    case .string(let value): value
    case .int(let value): String(value)
    case .double(let value): String(value)
    case .bool(let value): String(value)
    case .null, .array, .object: nil
    }
  }

  static func strings(_ object: JSONObject) -> [String: String] {
    Dictionary(object.compactMap { pair in pair.value.stringValue.map { (pair.key, $0) } }) { first, _ in first }
  }
}
