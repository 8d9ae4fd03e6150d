import JSON

package struct MCPTelemetryConfigSpec: JSONRecord, Equatable {
  package struct Prometheus: JSONRecord, Equatable {
    package var enabled = false

    package init() {}

    package static let fields: [JSONField<Prometheus>] = [
      JSONField("enabled", \.enabled, default: false, "Whether /metrics is answered.")
    ]
  }

  package var openTelemetry: OpenTelemetry?
  package var prometheus: Prometheus?

  package init() {}

  package static let fields: [JSONField<MCPTelemetryConfigSpec>] = [
    JSONField("openTelemetry", \.openTelemetry, "A collector that is sent to."),
    JSONField("prometheus", \.prometheus, "Metrics that are fetched."),
  ]
}
