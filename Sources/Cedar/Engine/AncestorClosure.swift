/// The ancestors of every entity of an acyclic hierarchy, in order, in one array.
struct AncestorClosure {
  private(set) var ancestors: [UInt32] = []
  private var ranges: [UInt32: Range<Int>] = [:]
  private var parents: [UInt32: [UInt32]] = [:]

  init(_ entities: [Entity], _ numbers: [UInt32], _ table: ValueTable) {
    for (entity, number) in zip(entities, numbers) where !entity.parents.isEmpty {
      parents[number] = entity.parents.map(table.entity)
    }
    for number in numbers { resolve(number) }
  }

  func range(_ entity: UInt32) -> Range<Int> { ranges[entity] ?? 0..<0 }

  /// Parents first, without recursion: a chain may be long.
  private mutating func resolve(_ entity: UInt32) {
    var stack = [entity]
    while let next = stack.last {
      guard ranges[next] == nil, let direct = parents[next] else {
        stack.removeLast()
        continue
      }
      let open = direct.filter { ranges[$0] == nil && parents[$0] != nil }
      guard open.isEmpty else {
        stack += open
        continue
      }
      stack.removeLast()
      var all = direct
      for parent in direct { all += ancestors[range(parent)] }
      all.sort()
      let start = ancestors.count
      for ancestor in all where ancestors.count == start || ancestors[ancestors.count - 1] != ancestor {
        ancestors.append(ancestor)
      }
      ranges[next] = start..<ancestors.count
    }
  }
}
