import JSON

/// One variable of a container's environment.
package struct EnvironmentVariable: JSONRecord, Equatable {
  package var name = ""
  package var value = ""

  package init() {}

  package static let fields: [JSONField<EnvironmentVariable>] = [
    JSONField("name", \.name, "The variable."),
    JSONField("value", \.value, "Its value."),
  ]
}
