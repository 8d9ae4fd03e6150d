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
  /// By symbol and variable: one more than the slot, or zero. Filled by `freeze`.
  private var dense = SharedBuffer<UInt16>([])

  /// The slots of each variable.
  private(set) var byVariable: [SharedBuffer<Int>] = []

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
    byVariable = Variable.allCases.map { variable in
      SharedBuffer(keys.indices.filter { keys[$0].variable == variable })
    }
    var dense = Array(repeating: UInt16(0), count: keys.isEmpty ? 0 : Int(keys.map(\.name).max() ?? 0) * 4 + 4)
    for (number, key) in keys.enumerated() { dense[Int(key.name) * 4 + key.variable.index] = UInt16(number + 1) }
    self.dense = SharedBuffer(dense)
  }

  @inline(__always)
  func known(_ variable: Variable, _ name: UInt32) -> Int? {
    let place = Int(name) * 4 + variable.index
    guard place < dense.count, dense[place] != 0 else { return nil }
    return Int(dense[place]) - 1
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
