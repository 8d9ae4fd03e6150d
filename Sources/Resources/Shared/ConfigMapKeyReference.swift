import JSON

/// One key of a ConfigMap in the same namespace.
package struct ConfigMapKeyReference: JSONRecord, Hashable {
  package var name = ""
  package var key = "authz.json"

  package init() {}

  package static let fields: [JSONField<ConfigMapKeyReference>] = [
    JSONField("name", \.name, "The name of a ConfigMap in the same namespace."),
    JSONField("key", \.key, default: "authz.json", "The key in that ConfigMap."),
  ]
}
