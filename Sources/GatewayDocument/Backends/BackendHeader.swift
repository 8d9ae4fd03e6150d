import JSON

/// A header field that a backend receives with every request: its value, or the key of the secret that holds it.
package struct BackendHeader: JSONRecord, Equatable {
  package var name = ""
  package var value: String?
  package var valueKey: String?

  package init() {}

  package init(_ name: String, value: String? = nil, valueKey: String? = nil) {
    self.name = name
    self.value = value
    self.valueKey = valueKey
  }

  package static let fields: [JSONField<BackendHeader>] = [
    JSONField("name", \.name, "The field's name.") { $0.minLength = 1 },
    JSONField("value", \.value, "Its value, where anybody may read it."),
    JSONField("valueKey", \.valueKey, "The secret key that holds its value."),
  ]
}
