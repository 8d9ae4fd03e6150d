import JSON

/// An object of the same namespace, by name.
package struct NameReference: JSONRecord, Hashable {
  package var name = ""

  package init() {}
  package init(name: String) { self.name = name }

  package static let fields: [JSONField<NameReference>] = [
    JSONField("name", \.name, "The name of an object in the same namespace.", JSONSchema.notEmpty)
  ]
}
