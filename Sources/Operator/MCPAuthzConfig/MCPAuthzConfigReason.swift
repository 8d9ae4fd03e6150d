/// The condition reasons of MCPAuthzConfigs.
package enum MCPAuthzConfigReason {
  static let common = ConfigReasons(
    valid: "ConfigValid", invalid: "ConfigInvalid",
    "Nobody decides by its type, or a policy does not compile; the message has its index, line and column.")

  static let all = common.all
}
