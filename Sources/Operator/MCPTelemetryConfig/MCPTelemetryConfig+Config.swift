import JSON
import Resources

extension MCPTelemetryConfig: ConfigKind {
  static let reasons = MCPTelemetryConfigReason.common
  static let finalizer: String? = "mcptelemetryconfig.toolhive.stacklok.dev/finalizer"

  static func shortfall(_ config: ResourceObject<MCPTelemetryConfig>) -> String? {
    "gateways do not send traces or metrics yet"
  }

  static func problems(_ config: ResourceObject<MCPTelemetryConfig>) -> [JSONProblem] {
    guard let bundle = config.spec.openTelemetry?.caBundleRef else { return [] }
    return CABundleRules.problems(bundle, at: "spec.openTelemetry.caBundleRef")
  }
}
