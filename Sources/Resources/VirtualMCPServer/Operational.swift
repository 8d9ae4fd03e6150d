import JSON

/// Timeouts and failures.
package struct Operational: JSONRecord, Equatable {
  package struct Timeouts: JSONRecord, Equatable {
    package var `default` = "30s"
    package var perWorkload: [String: String]?

    package init() {}

    package static let fields: [JSONField<Timeouts>] = [
      JSONField("default", \.default, default: "30s", "How long a call may take.", JSONSchema.duration),
      JSONField("perWorkload", \.perWorkload, "The same for single backends.") {
        $0.items?.pattern = #"^([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$"#
      },
    ]
  }

  package var logLevel: String?
  package var timeouts: Timeouts?
  package var failureHandling: FailureHandling?

  package init() {}

  package static let fields: [JSONField<Operational>] = [
    JSONField("logLevel", \.logLevel, "debug for more.") { $0.enum = ["debug"] },
    JSONField("timeouts", \.timeouts, "How long calls may take."),
    JSONField("failureHandling", \.failureHandling, "Health checks and circuit breakers."),
  ]
}
