import JSON

/// What a tool is called and said to do instead.
package struct ToolOverride: JSONRecord, Equatable {
  package var name: String?
  package var description: String?
  package var annotations: ToolHints?

  package init() {}

  package static let fields: [JSONField<ToolOverride>] = [
    JSONField("name", \.name, "Its other name."),
    JSONField("description", \.description, "Its other description."),
    JSONField("annotations", \.annotations, "Its other annotations."),
  ]
}
