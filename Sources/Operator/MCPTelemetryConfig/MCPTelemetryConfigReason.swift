/// The condition reasons of MCPTelemetryConfigs.
package enum MCPTelemetryConfigReason {
  static let common = ConfigReasons(
    valid: "ValidationSucceeded", invalid: "ValidationFailed", "It cannot be read, or it contradicts itself.")

  static let all = common.all
}
