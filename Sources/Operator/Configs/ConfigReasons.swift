/// The condition reasons that every config kind has, under its own names.
struct ConfigReasons: Sendable {
  static let deletionBlockedType = "DeletionBlocked"

  let valid: ConditionReason
  let invalid: ConditionReason
  let deletionBlocked = ConditionReason(
    deletionBlockedType, "ReferencedByWorkloads",
    "It is to be deleted, but objects that the message names still use it; it goes when they no longer do.")

  let supported = ConditionReason(
    "ConfigurationSupported", "ConfigurationSupported", "Everything that it says is done where it is used.")
  let notSupported = ConditionReason(
    "ConfigurationSupported", "NotSupportedYet",
    "It is valid, but this version does not do what the message names; who uses it says what that means there.")

  /// - Parameters:
  ///   - valid: the name of the reason of `Valid` when it is true.
  ///   - invalid: and when it is false.
  ///   - meaning: what makes it false.
  init(valid: String, invalid: String, _ meaning: String) {
    self.valid = ConditionReason("Valid", valid, "It can be used.")
    self.invalid = ConditionReason("Valid", invalid, meaning + " Who uses it says so too, and keeps what it had.")
  }

  var all: [ConditionReason] { [valid, invalid, supported, notSupported, deletionBlocked] }
}
