/// A part of a policy's condition: the policy is satisfied when all of its clauses hold, looked at from the first.
struct Clause: BitwiseCopyable {
  /// Which parts of a request a clause reads.
  struct Reads: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    static let principal = Reads(rawValue: 1)
    static let action = Reads(rawValue: 2)
    static let resource = Reads(rawValue: 4)
    /// Attributes of the context through slots.
    static let contextSlots = Reads(rawValue: 8)
    /// The context in another way.
    static let context = Reads(rawValue: 16)
    /// Attributes, tags or ancestors of whatever entity a value names.
    static let others = Reads(rawValue: 32)
  }

  /// Its code in the program.
  let start: Int32
  let count: Int32
  let reads: Reads
}
