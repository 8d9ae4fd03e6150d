/// The condition reasons of MCPOIDCConfigs.
package enum MCPOIDCConfigReason {
  static let valid = ConditionReason("Valid", "ConfigValid", "Servers may refer to it.")
  static let invalid = ConditionReason(
    "Valid", "ConfigInvalid", "It contradicts itself, or its URLs are not https; servers that refer to it wait.")

  static let all = [valid, invalid]
}
