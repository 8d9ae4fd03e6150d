/// The attributes of the four variables that policies read. Each has a slot in a request's frame, where its value is put
/// once, before any policy is evaluated.
struct AttributeSlots: Sendable {
  struct Key: Hashable {
    let variable: Variable
    let name: UInt32
  }

  /// More are read from the entities each time.
  static let limit = 4096

  private(set) var keys: [Key] = []
  private var numbers: [Key: Int] = [:]
  /// By variable and symbol: one more than the slot, or zero. Filled by `freeze`.
  private var dense: [[UInt16]] = []

  /// The slots of each variable.
  private(set) var byVariable: [[Int]] = []

  var count: Int { keys.count }

  mutating func slot(_ variable: Variable, _ name: UInt32) -> Int? {
    let key = Key(variable: variable, name: name)
    if let known = numbers[key] { return known }
    guard keys.count < Self.limit else { return nil }
    numbers[key] = keys.count
    keys.append(key)
    return keys.count - 1
  }

  mutating func freeze() {
    let size = Int(keys.map(\.name).max() ?? 0) + 1
    dense = Variable.allCases.map { _ in Array(repeating: 0, count: size) }
    byVariable = Variable.allCases.map { variable in keys.indices.filter { keys[$0].variable == variable } }
    for (number, key) in keys.enumerated() { dense[key.variable.index][Int(key.name)] = UInt16(number + 1) }
  }

  @inline(__always)
  func known(_ variable: Variable, _ name: UInt32) -> Int? {
    let table = dense[variable.index]
    guard Int(name) < table.count, table[Int(name)] != 0 else { return nil }
    return Int(table[Int(name)]) - 1
  }
}

extension Variable {
  /// The variable's place among the four.
  var index: Int {
    switch self {
    case .principal: 0
    case .action: 1
    case .resource: 2
    case .context: 3
    }
  }
}
