/// The actions and groups of actions that policies name, each with a bit of a mask.
struct ActionKeys: Sendable {
  /// The bit of policies that take every action.
  static let any: UInt64 = 1
  /// The bit of policies whose actions have no bit of their own any more; their scope is looked at itself.
  static let overflow: UInt64 = 1 << 63

  private struct Key: Hashable {
    let entity: UInt32
    /// Whether actions below the entity count too.
    let isWithin: Bool
  }

  private var bits: [Key: UInt64] = [:]

  mutating func mask(_ constraint: ActionConstraint, _ table: ValueTable) -> UInt64 {
    switch constraint {
    case .any: Self.any
    case .equal(let uid): bit(Key(entity: table.entity(uid), isWithin: false))
    case .within(let uid): bit(Key(entity: table.entity(uid), isWithin: true))
    case .withinAny(let uids): uids.reduce(0) { $0 | bit(Key(entity: table.entity($1), isWithin: true)) }
    }
  }

  private mutating func bit(_ key: Key) -> UInt64 {
    if let known = bits[key] { return known }
    guard bits.count < 62 else { return Self.overflow }
    let bit: UInt64 = 2 << UInt64(bits.count)
    bits[key] = bit
    return bit
  }

  /// The bits that an action matches.
  func mask(_ action: UInt32, ancestors: UnsafeBufferPointer<UInt32>) -> UInt64 {
    var mask = Self.any | Self.overflow
    mask |= bits[Key(entity: action, isWithin: false)] ?? 0
    mask |= bits[Key(entity: action, isWithin: true)] ?? 0
    for ancestor in ancestors { mask |= bits[Key(entity: ancestor, isWithin: true)] ?? 0 }
    return mask
  }
}
