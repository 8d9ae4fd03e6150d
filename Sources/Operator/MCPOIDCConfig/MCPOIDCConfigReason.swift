/// The condition reasons of MCPOIDCConfigs.
package enum MCPOIDCConfigReason {
  static let common = ConfigReasons(
    valid: "ConfigValid", invalid: "ConfigInvalid", "It contradicts itself, or its URLs are not https.")

  static let all = common.all
}
