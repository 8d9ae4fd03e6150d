import JSON

/// Token buckets for calls.
package struct RateLimiting: JSONRecord, Equatable {
  package struct Bucket: JSONRecord, Equatable {
    package var maxTokens = 1
    package var refillPeriod = ""

    package init() {}

    package static let fields: [JSONField<Bucket>] = [
      JSONField("maxTokens", \.maxTokens, "The bucket's size.") {
        $0.format = "int32"
        $0.minimum = 1
      },
      JSONField("refillPeriod", \.refillPeriod, "The time to fill an empty bucket, a duration.") {
        $0.rules = [.positiveDuration]
      },
    ]
  }

  package struct Tool: JSONRecord, Equatable {
    package var name = ""
    package var shared: Bucket?
    package var perUser: Bucket?

    package init() {}

    package static let fields: [JSONField<Tool>] = [
      JSONField("name", \.name, "The tool.", JSONSchema.notEmpty),
      JSONField("shared", \.shared, "One bucket for everybody."),
      JSONField("perUser", \.perUser, "A bucket for every user."),
    ]

    package static func refine(_ schema: inout JSONSchema) {
      schema.rules = [
        JSONSchema.Rule(
          "has(self.shared) || has(self.perUser)", "at least one of shared or perUser must be configured"
        ) { $0.has("shared") || $0.has("perUser") }
      ]
    }
  }

  package var shared: Bucket?
  package var perUser: Bucket?
  package var tools: [Tool]?

  package init() {}

  package static let fields: [JSONField<RateLimiting>] = [
    JSONField("shared", \.shared, "One bucket for everybody."),
    JSONField("perUser", \.perUser, "A bucket for every user."),
    JSONField("tools", \.tools, "Further buckets for single tools.", JSONSchema.map(by: "name")),
  ]

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [
      JSONSchema.Rule(
        "has(self.shared) || has(self.perUser) || (has(self.tools) && size(self.tools) > 0)",
        "at least one of shared, perUser, or tools must be configured"
      ) { $0.has("shared") || $0.has("perUser") || $0.hasContent("tools") }
    ]
  }
}
