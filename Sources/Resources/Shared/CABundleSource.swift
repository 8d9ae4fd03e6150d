import JSON

/// Certificate authorities in a ConfigMap.
package struct CABundleSource: JSONRecord, Equatable {
  package struct KeySelector: JSONRecord, Equatable {
    package var name = ""
    package var key = ""
    package var optional: Bool?

    package init() {}

    package static let fields: [JSONField<KeySelector>] = [
      // No default in the schema: Kubernetes 1.20 takes an empty string there for null and refuses the definition.
      JSONField("name", \.name, fallback: "", "The name of a ConfigMap in the same namespace."),
      JSONField("key", \.key, "The key in that ConfigMap."),
      JSONField("optional", \.optional, "Whether the ConfigMap may be absent."),
    ]

    package static func refine(_ schema: inout JSONSchema) { schema.mapType = "atomic" }
  }

  package var configMapRef: KeySelector?

  package init() {}

  package static let fields: [JSONField<CABundleSource>] = [
    JSONField("configMapRef", \.configMapRef, "The ConfigMap that holds the bundle in PEM.")
  ]
}
