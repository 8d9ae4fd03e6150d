import JSON

/// What the API server and people say of an object, as far as the operator reads it.
package struct ResourceMetadata: JSONRecord, Equatable {
  package var name = ""
  package var namespace = ""
  package var uid = ""
  package var generation = 0
  package var labels: [String: String] = [:]
  package var annotations: [String: String] = [:]
  package var deletionTimestamp: String?

  package init() {}

  package static let fields: [JSONField<ResourceMetadata>] = [
    JSONField("name", \.name, fallback: ""),
    JSONField("namespace", \.namespace, fallback: ""),
    JSONField("uid", \.uid, fallback: ""),
    JSONField("generation", \.generation, fallback: 0),
    JSONField("labels", \.labels, fallback: [:]),
    JSONField("annotations", \.annotations, fallback: [:]),
    JSONField("deletionTimestamp", \.deletionTimestamp),
  ]
}
