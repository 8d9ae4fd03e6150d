/// The keys under which policies are filed by one part of their scope: everything, a type, an entity itself, or an entity
/// and all below it.
struct ScopeKeys: Sendable {
  /// The key of policies that ask nothing.
  static let any: UInt32 = 0

  private var types: [UInt32: UInt32] = [:]
  private var equals: [UInt32: UInt32] = [:]
  private var withins: [UInt32: UInt32] = [:]
  private(set) var count: UInt32 = 1
  /// By the program's entities: one more than the key, or zero. Filled by `freeze`.
  private var denseEquals: [UInt32] = []
  private var denseWithins: [UInt32] = []

  /// The key of a constraint, and the type that it asks for besides.
  mutating func key(_ constraint: ScopeConstraint, _ table: ValueTable) -> (key: UInt32, type: UInt32?) {
    switch constraint {
    case .any: (Self.any, nil)
    case .type(let type): (number(table.symbol(type.name), in: \.types), nil)
    case .equal(let uid): (number(table.entity(uid), in: \.equals), nil)
    case .within(let uid): (number(table.entity(uid), in: \.withins), nil)
    case .typeWithin(let type, let uid): (number(table.entity(uid), in: \.withins), table.symbol(type.name))
    }
  }

  private mutating func number(_ element: UInt32, in keys: WritableKeyPath<ScopeKeys, [UInt32: UInt32]>) -> UInt32 {
    if let known = self[keyPath: keys][element] { return known }
    self[keyPath: keys][element] = count
    count += 1
    return count - 1
  }

  mutating func freeze(entities: Int) {
    denseEquals = Array(repeating: 0, count: entities)
    denseWithins = Array(repeating: 0, count: entities)
    for (entity, key) in equals { denseEquals[Int(entity)] = key + 1 }
    for (entity, key) in withins { denseWithins[Int(entity)] = key + 1 }
  }

  /// Appends the keys that an entity matches.
  func append(
    _ entity: UInt32, type: UInt32, ancestors: UnsafeBufferPointer<UInt32>, to keys: inout GrowableBuffer<UInt32>
  ) {
    keys.append(Self.any)
    if !types.isEmpty, let key = types[type] { keys.append(key) }
    let entities = denseEquals.count
    if Int(entity) < entities {
      let equal = denseEquals[Int(entity)]
      if equal != 0 { keys.append(equal - 1) }
      let within = denseWithins[Int(entity)]
      if within != 0 { keys.append(within - 1) }
    }
    for ancestor in ancestors where ancestor != entity && Int(ancestor) < entities {
      let within = denseWithins[Int(ancestor)]
      if within != 0 { keys.append(within - 1) }
    }
  }
}
