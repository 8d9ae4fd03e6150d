import JSON

/// The structured output of a workflow.
package struct CompositeOutput: JSONRecord, Equatable {
  package enum Kind: String, JSONEnumeration { case string, integer, number, boolean, object, array }

  package struct Property: JSONRecord, Equatable {
    package var type = Kind.string
    package var description: String?
    package var value: String?
    package var properties: JSONObject?
    package var `default`: JSONValue?

    package init() {}

    package static let fields: [JSONField<Property>] = [
      JSONField("type", \.type),
      JSONField("description", \.description),
      JSONField("value", \.value, "A template."),
      JSONField("properties", \.properties, "Of an object, in the same form."),
      JSONField("default", \.default, "When the template fails."),
    ]
  }

  package var properties: [String: Property] = [:]
  package var required: [String]?

  package init() {}

  package static let fields: [JSONField<CompositeOutput>] = [
    JSONField("properties", \.properties, "Its members."),
    JSONField("required", \.required, "Members that must be there."),
  ]
}
