/// The condition reasons of MCPExternalAuthConfigs.
package enum MCPExternalAuthConfigReason {
  static let common = ConfigReasons(
    valid: "ValidationSucceeded", invalid: "ValidationFailed", "It cannot be read, or it contradicts itself.")
  static let synthesized = ConditionReason(
    "IdentitySynthesized", "OAuth2UpstreamWithoutUserInfo",
    "A plain OAuth 2.0 provider says nothing of people, so each login is a new person.")
  static let identified = ConditionReason(
    "IdentitySynthesized", "AllUpstreamsHaveUserInfo", "Every provider says who people are.")

  static let all = common.all + [synthesized, identified]
}
