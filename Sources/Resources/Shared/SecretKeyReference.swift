import JSON

/// One key of a Secret in the same namespace.
package struct SecretKeyReference: JSONRecord, Hashable {
  package var name = ""
  package var key = ""

  package init() {}

  package static let fields: [JSONField<SecretKeyReference>] = [
    JSONField("name", \.name, "The name of a Secret in the same namespace."),
    JSONField("key", \.key, "The key in that Secret."),
  ]
}
