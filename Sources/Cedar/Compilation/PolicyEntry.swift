/// A policy as the index files it.
struct PolicyEntry: BitwiseCopyable {
  /// Its place in the policy set.
  let policy: UInt32
  /// Where its code begins; negative when it has no condition.
  let code: Int32
  /// Which actions it takes.
  let actions: UInt64
  /// The type that its principal or resource must have beside what the index knows; `noType` for any.
  let principalType: UInt32
  let resourceType: UInt32
  let isForbid: Bool
  /// Whether `actions` does not tell all.
  let checksAction: Bool

  static let noType = UInt32.max
}
