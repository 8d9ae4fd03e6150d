import JSON

package struct MCPToolConfigSpec: JSONRecord, Equatable {
  package var toolsFilter: [String]?
  package var toolsOverride: [String: ToolOverride]?

  package init() {}

  package static let fields: [JSONField<MCPToolConfigSpec>] = [
    JSONField("toolsFilter", \.toolsFilter, "The tools that are offered; all when absent.", JSONSchema.set),
    JSONField("toolsOverride", \.toolsOverride, "Other names and descriptions, by the server's own name of a tool."),
  ]
}
