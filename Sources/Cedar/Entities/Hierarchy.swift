/// Numbers for entities and their parents, and every entity's ancestors by number, in order.
struct Hierarchy: Sendable {
  /// Ancestors of all entities together: a chain of n entities has n²/2 of them.
  static let ancestorLimit = 16_000_000

  /// The entities first, in their order, then parents that are not among them.
  private var numbers: [EntityUID: UInt32] = [:]
  private(set) var uids: [EntityUID] = []
  private let entityCount: Int
  private var parents: [[UInt32]] = []
  private var isParent: [Bool] = []
  /// Of each entity, in order.
  private(set) var ancestors: [[UInt32]] = []

  /// - Parameter entities: one of each identifier.
  /// - Throws: `EntityDataError` for a cycle, and beyond the limit.
  init(_ entities: [Entity], limit: Int = ancestorLimit) throws(EntityDataError) {
    entityCount = entities.count
    numbers.reserveCapacity(entities.count)
    uids.reserveCapacity(entities.count)
    for entity in entities { _ = add(entity.uid) }
    for entity in entities { parents.append(entity.parents.map { add($0) }) }
    isParent = Array(repeating: false, count: uids.count)
    for parent in parents.joined() { isParent[Int(parent)] = true }
    try close(limit)
  }

  /// The place of an entity among those that the hierarchy was made of.
  func entity(_ uid: EntityUID) -> Int? {
    guard let number = numbers[uid], number < entityCount else { return nil }
    return Int(number)
  }

  func hasChildren(_ uid: EntityUID) -> Bool { numbers[uid].map { isParent[Int($0)] } ?? false }

  func isEntity(_ entity: Int, below ancestor: EntityUID) -> Bool {
    guard let number = numbers[ancestor] else { return false }
    let place = ancestors[entity].sortedPlace(of: number)
    return place < ancestors[entity].count && ancestors[entity][place] == number
  }

  private mutating func add(_ uid: EntityUID) -> UInt32 {
    if let number = numbers[uid] { return number }
    let number = UInt32(uids.count)
    numbers[uid] = number
    uids.append(uid)
    return number
  }

  /// Computes the ancestors of all entities, parents before children.
  private mutating func close(_ limit: Int) throws(EntityDataError) {
    ancestors = Array(repeating: [], count: entityCount)
    var marks = Array(repeating: Int.max, count: uids.count)
    var total = 0
    for number in try order() {
      ancestors[number] = parents[number].count == 1 ? chained(parents[number][0]) : joined(number, &marks)
      total += ancestors[number].count
      guard total <= limit else { throw EntityDataError(.limit, "the hierarchy of entities is too large") }
    }
  }

  private func known(_ number: UInt32) -> [UInt32] { number < entityCount ? ancestors[Int(number)] : [] }

  /// A parent and its ancestors.
  private func chained(_ parent: UInt32) -> [UInt32] {
    var all = known(parent)
    all.insert(parent, at: all.sortedPlace(of: parent))
    return all
  }

  /// All parents and their ancestors. A parent with many ancestors may have other parents among them, which then add
  /// nothing.
  private func joined(_ number: Int, _ marks: inout [Int]) -> [UInt32] {
    var all: [UInt32] = []
    for parent in parents[number].sorted(by: { known($0).count > known($1).count }) where marks[Int(parent)] != number {
      marks[Int(parent)] = number
      all.append(parent)
      for ancestor in known(parent) where marks[Int(ancestor)] != number {
        marks[Int(ancestor)] = number
        all.append(ancestor)
      }
    }
    all.sort()
    return all
  }

  /// The entities, parents first.
  private func order() throws(EntityDataError) -> [Int] {
    var waiting = Array(repeating: 0, count: entityCount)
    var children: [[Int]] = Array(repeating: [], count: entityCount)
    for child in 0..<entityCount {
      for parent in parents[child] where parent < entityCount {
        waiting[child] += 1
        children[Int(parent)].append(child)
      }
    }
    var order = (0..<entityCount).filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for child in children[order[next]] {
        waiting[child] -= 1
        if waiting[child] == 0 { order.append(child) }
      }
      next += 1
    }
    guard order.count == entityCount else { throw cycle(waiting) }
    return order
  }

  /// From any entity that waits for parents, parents that wait lead into a cycle.
  private func cycle(_ waiting: [Int]) -> EntityDataError {
    var seen: Set<Int> = []
    var place = waiting.firstIndex { $0 > 0 } ?? 0
    while seen.insert(place).inserted {
      guard let parent = parents[place].first(where: { $0 < entityCount && waiting[Int($0)] > 0 }) else { break }
      place = Int(parent)
    }
    return EntityDataError(.cycle, "\(uids[place]) is among its own ancestors", entity: uids[place])
  }
}

extension [UInt32] {
  /// Where an element stands, or would stand, among elements in order.
  fileprivate func sortedPlace(of element: UInt32) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < element { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
