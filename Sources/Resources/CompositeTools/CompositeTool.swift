import JSON

/// A workflow over the backends' tools that is offered as a tool.
package struct CompositeTool: JSONRecord, Equatable {
  package var name = ""
  package var description: String?
  package var annotations: ToolHints?
  package var parameters: JSONObject?
  package var steps: [CompositeStep] = []
  package var output: CompositeOutput?
  package var timeout: String?

  package init() {}

  package static let fields: [JSONField<CompositeTool>] = [
    JSONField("name", \.name, "The tool's name."),
    JSONField("description", \.description, "What it does."),
    JSONField("annotations", \.annotations, "Its annotations."),
    JSONField("parameters", \.parameters, "The JSON Schema of its input, of type object."),
    JSONField("steps", \.steps, "What is done."),
    JSONField("output", \.output, "Its output; the last step's when absent."),
    JSONField("timeout", \.timeout, "How long all of it may take.", JSONSchema.duration),
  ]
}
