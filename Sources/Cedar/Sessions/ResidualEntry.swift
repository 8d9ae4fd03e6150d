/// What a session leaves of a policy.
struct ResidualEntry: BitwiseCopyable {
  let policy: UInt32
  /// Where its code begins; negative when nothing is left to ask.
  let code: Int32
  /// The type that the resource must have besides; `PolicyEntry.noType` for any.
  let resourceType: UInt32
  let isForbid: Bool
}
