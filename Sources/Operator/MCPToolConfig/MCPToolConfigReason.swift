/// The condition reasons of MCPToolConfigs.
package enum MCPToolConfigReason {
  static let common = ConfigReasons(
    valid: "ValidationSucceeded", invalid: "ValidationFailed", "It cannot be read, or two tools would have one name.")

  static let all = common.all
}
