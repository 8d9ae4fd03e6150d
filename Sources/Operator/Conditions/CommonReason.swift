/// Condition reasons that any kind may have.
package enum CommonReason {
  static let unreadable = ConditionReason(
    "Valid", "Unreadable",
    "The object itself cannot be read, only its name can; the message says where reading stopped. What was made for it "
      + "stays as it is.")
  static let trimmed = ConditionReason(
    "StatusComplete", "StatusTrimmed",
    "The status would be larger than an object may be; the message says what was left out of it.")

  static let all = [unreadable, trimmed]
}
