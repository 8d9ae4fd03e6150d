import JSON

/// A Secret with credentials for an image registry.
package struct LocalObjectReference: JSONRecord, Hashable {
  package var name = ""

  package init() {}

  package static let fields: [JSONField<LocalObjectReference>] = [
    JSONField("name", \.name, default: "", "The name of a Secret in the same namespace.")
  ]

  package static func refine(_ schema: inout JSONSchema) { schema.mapType = "atomic" }
}
