import JSON

/// One step of a workflow: a call, a question to the person, or a loop over calls.
package struct CompositeStep: JSONRecord, Equatable {
  package enum Kind: String, JSONEnumeration { case tool, elicitation, forEach }

  package var id = ""
  package var type = Kind.tool
  package var tool: String?
  package var arguments: JSONObject?
  package var condition: String?
  package var dependsOn: [String]?
  package var defaultResults: JSONValue?
  package var timeout: String?
  package var onError: StepFailure?
  package var message: String?
  package var schema: JSONObject?
  package var onDecline: StepRefusal?
  package var onCancel: StepRefusal?
  package var collection: String?
  package var itemVar: String?
  package var step: JSONObject?
  package var maxIterations: Int?
  package var maxParallel: Int?

  package init() {}

  package static let fields: [JSONField<CompositeStep>] = [
    JSONField("id", \.id, "The step's name, unique."),
    JSONField("type", \.type, default: .tool),
    JSONField("tool", \.tool, "The tool: backend.tool."),
    JSONField("arguments", \.arguments, "Its arguments; texts are templates."),
    JSONField("condition", \.condition, "A template: whether the step is taken."),
    JSONField("dependsOn", \.dependsOn, "The steps before it."),
    JSONField("defaultResults", \.defaultResults, "Its results when it is skipped or fails."),
    JSONField("timeout", \.timeout, "How long it may take.", JSONSchema.duration),
    JSONField("onError", \.onError, "What a failure means."),
    JSONField("message", \.message, "The question."),
    JSONField("schema", \.schema, "The JSON Schema of the answer."),
    JSONField("onDecline", \.onDecline, "What a refusal means."),
    JSONField("onCancel", \.onCancel, "What no answer means."),
    JSONField("collection", \.collection, "A template: what is looped over."),
    JSONField("itemVar", \.itemVar, "The element's name; item."),
    JSONField("step", \.step, "The call in the loop."),
    JSONField("maxIterations", \.maxIterations, "100 when absent, at most 1000."),
    JSONField("maxParallel", \.maxParallel, "10 when absent, at most 50."),
  ]
}
