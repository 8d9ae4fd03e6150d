import JSON

/// A collector that traces and metrics are sent to (OTLP).
package struct OpenTelemetry: JSONRecord, Equatable {
  package struct Metrics: JSONRecord, Equatable {
    package var enabled = false

    package init() {}

    package static let fields: [JSONField<Metrics>] = [
      JSONField("enabled", \.enabled, default: false, "Whether metrics are sent.")
    ]
  }

  package struct Tracing: JSONRecord, Equatable {
    package var enabled = false
    package var samplingRate = "0.05"

    package init() {}

    package static let fields: [JSONField<Tracing>] = [
      JSONField("enabled", \.enabled, default: false, "Whether traces are sent."),
      JSONField("samplingRate", \.samplingRate, default: "0.05", "How many of them: 0 to 1.") {
        $0.pattern = #"^(0(\.\d+)?|1(\.0+)?)$"#
      },
    ]
  }

  package struct SensitiveHeader: JSONRecord, Equatable {
    package var name = ""
    package var secretKeyRef = SecretKeyReference()

    package init() {}

    package static let fields: [JSONField<SensitiveHeader>] = [
      JSONField("name", \.name, "The header.", JSONSchema.notEmpty),
      JSONField("secretKeyRef", \.secretKeyRef, "The Secret key with its value."),
    ]
  }

  package var enabled = false
  package var endpoint: String?
  package var insecure = false
  package var caBundleRef: CABundleSource?
  package var headers: [String: String]?
  package var sensitiveHeaders: [SensitiveHeader]?
  package var resourceAttributes: [String: String]?
  package var metrics: Metrics?
  package var tracing: Tracing?
  package var useLegacyAttributes = true

  package init() {}

  package static let fields: [JSONField<OpenTelemetry>] = [
    JSONField("enabled", \.enabled, default: false, "Whether anything is sent."),
    JSONField("endpoint", \.endpoint, "The collector."),
    JSONField("insecure", \.insecure, default: false, "Without TLS."),
    JSONField("caBundleRef", \.caBundleRef, "Certificate authorities for the collector."),
    JSONField("headers", \.headers, "Sent along, with values that anybody may read."),
    JSONField("sensitiveHeaders", \.sensitiveHeaders, "Sent along, with secret values.", JSONSchema.map(by: "name")),
    JSONField("resourceAttributes", \.resourceAttributes, "Said of the service."),
    JSONField("metrics", \.metrics, "Metrics."),
    JSONField("tracing", \.tracing, "Traces."),
    JSONField("useLegacyAttributes", \.useLegacyAttributes, default: true, "Also the former attribute names."),
  ]

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [
      JSONSchema.Rule(
        "!has(self.headers) || !has(self.sensitiveHeaders) || !self.sensitiveHeaders.exists(h, h.name in self.headers)",
        "a header name cannot appear in both headers and sensitiveHeaders"
      ) { value in !value.list("sensitiveHeaders").contains { value["headers"]?.has($0.text(of: "name")) == true } },
      JSONSchema.Rule(nil, "endpoint requires at least one of tracing or metrics to be enabled") {
        !$0.hasContent("endpoint") || $0[path: "tracing", "enabled"] == true || $0[path: "metrics", "enabled"] == true
      },
      JSONSchema.Rule(nil, "caBundleRef cannot be combined with insecure") {
        !($0.has("caBundleRef") && $0.isTrue("insecure"))
      },
    ]
  }
}
