import JSON

/// Scripts that call tools.
package struct CodeMode: JSONRecord, Equatable {
  package var enabled: Bool?
  package var parallelMaxConcurrency = 10
  package var stepLimit = 100_000
  package var toolCallTimeout = "30s"

  package init() {}

  package static let fields: [JSONField<CodeMode>] = [
    JSONField("enabled", \.enabled, "Whether they may be run."),
    JSONField("parallelMaxConcurrency", \.parallelMaxConcurrency, default: 10, "Calls at once.") { $0.minimum = 1 },
    JSONField("stepLimit", \.stepLimit, default: 100_000, "Steps of a script.") {
      $0.format = "int64"
      $0.minimum = 1
    },
    JSONField("toolCallTimeout", \.toolCallTimeout, default: "30s", "How long a call may take.", JSONSchema.duration),
  ]
}
