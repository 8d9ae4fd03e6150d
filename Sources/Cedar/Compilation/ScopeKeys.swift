/// The keys under which policies are filed by one part of their scope: everything, a type, an entity itself, or an entity
/// and all below it.
struct ScopeKeys: Sendable {
  /// The key of policies that ask nothing.
  static let any: UInt32 = 0

  private var types: [UInt32: UInt32] = [:]
  private var equals: [UInt32: UInt32] = [:]
  private var withins: [UInt32: UInt32] = [:]
  private(set) var count: UInt32 = 1
  /// One more than the key, or zero: of types by their symbols, of entities by their numbers. Filled by `freeze`.
  private var denseTypes = SharedBuffer<UInt32>([])
  private var denseEquals = SharedBuffer<UInt32>([])
  private var denseWithins = SharedBuffer<UInt32>([])

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

  mutating func freeze() {
    denseTypes = Self.dense(types)
    denseEquals = Self.dense(equals)
    denseWithins = Self.dense(withins)
  }

  private static func dense(_ keys: [UInt32: UInt32]) -> SharedBuffer<UInt32> {
    var dense = Array(repeating: UInt32(0), count: keys.keys.max().map { Int($0) + 1 } ?? 0)
    for (element, key) in keys { dense[Int(element)] = key + 1 }
    return SharedBuffer(dense)
  }

  /// Appends the keys that an entity matches.
  func append(
    _ entity: UInt32, type: UInt32, ancestors: UnsafeBufferPointer<UInt32>, to keys: inout GrowableBuffer<UInt32>
  ) {
    keys.append(Self.any)
    Self.append(type, denseTypes, &keys)
    Self.append(entity, denseEquals, &keys)
    Self.append(entity, denseWithins, &keys)
    for ancestor in ancestors where ancestor != entity { Self.append(ancestor, denseWithins, &keys) }
  }

  @inline(__always)
  private static func append(
    _ element: UInt32, _ dense: SharedBuffer<UInt32>, _ keys: inout GrowableBuffer<UInt32>
  ) {
    guard Int(element) < dense.count, dense[Int(element)] != 0 else { return }
    keys.append(dense[Int(element)] - 1)
  }
}
