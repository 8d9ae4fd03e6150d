import JSON

/// Health checks and circuit breakers.
package struct FailureHandling: JSONRecord, Equatable {
  package enum PartialFailure: String, JSONEnumeration {
    case fail
    case bestEffort = "best_effort"
  }

  package struct CircuitBreaker: JSONRecord, Equatable {
    package var enabled = false
    package var failureThreshold = 5
    package var timeout = "60s"

    package init() {}

    package static let fields: [JSONField<CircuitBreaker>] = [
      JSONField("enabled", \.enabled, default: false, "Whether failing backends are left alone."),
      JSONField("failureThreshold", \.failureThreshold, default: 5, "Failures until then.") { $0.minimum = 1 },
      JSONField("timeout", \.timeout, default: "60s", "For how long.") {
        JSONSchema.duration(&$0)
        $0.rules = [
          JSONSchema.Rule("self == '' || duration(self) >= duration('1s')", "timeout must be >= 1s") {
            GoDuration.nanoseconds($0.stringValue ?? "").map { $0 >= 1e9 } ?? false
          }
        ]
      },
    ]
  }

  package var healthCheckInterval = "30s"
  package var healthCheckTimeout = "10s"
  package var statusReportingInterval = "30s"
  package var unhealthyThreshold = 3
  package var partialFailureMode = PartialFailure.fail
  package var circuitBreaker: CircuitBreaker?

  package init() {}

  package static let fields: [JSONField<FailureHandling>] = [
    JSONField("healthCheckInterval", \.healthCheckInterval, default: "30s", nil, JSONSchema.duration),
    JSONField("healthCheckTimeout", \.healthCheckTimeout, default: "10s", nil, JSONSchema.duration),
    JSONField("statusReportingInterval", \.statusReportingInterval, default: "30s", nil, JSONSchema.duration),
    JSONField("unhealthyThreshold", \.unhealthyThreshold, default: 3, "Failures in a row."),
    JSONField("partialFailureMode", \.partialFailureMode, default: .fail, "When some backends are missing."),
    JSONField("circuitBreaker", \.circuitBreaker, "Leaves failing backends alone for a while."),
  ]
}
