import JSON

/// A Secret with credentials for an image registry.
package struct LocalObjectReference: JSONRecord, Hashable {
  package var name = ""

  package init() {}

  package static let fields: [JSONField<LocalObjectReference>] = [
    // No default in the schema: Kubernetes 1.20 takes an empty string there for null and refuses the definition.
    JSONField("name", \.name, fallback: "", "The name of a Secret in the same namespace.")
  ]

  package static func refine(_ schema: inout JSONSchema) { schema.mapType = "atomic" }
}
