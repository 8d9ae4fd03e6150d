extension Machine {
  @inline(__always)
  func truth(_ cell: Cell) -> Answer {
    present(cell) { $0.tag == .bool ? Answer($0.isTrue) : .type }
  }

  /// What a slot holds, unless nothing is there.
  @inline(__always)
  func present(_ cell: Cell, _ body: (Cell) -> Answer) -> Answer {
    switch cell.tag {
    case .absent: .failed(.attributeMissing)
    case .entityMissing: .failed(.entityMissing)
    default: body(cell)
    }
  }

  @inline(__always)
  func compare(_ left: Cell, _ right: Cell, _ order: (Int64, Int64) -> Bool) -> Answer {
    guard left.tag == right.tag else { return .type }
    switch left.tag {
    case .long, .datetime, .duration: return Answer(order(left.integer, right.integer))
    default: return .type
    }
  }

  func binary(_ opcode: Instruction.Opcode, _ left: Cell, _ right: Cell) -> Answer {
    switch opcode {
    case .equal: return Answer(left == right)
    case .less: return compare(left, right) { $0 < $1 }
    case .lessOrEqual: return compare(left, right) { $0 <= $1 }
    case .greater: return compare(left, right) { $0 > $1 }
    case .greaterOrEqual: return compare(left, right) { $0 >= $1 }
    case .within: return within(left, right)
    case .contains: return left.tag == .set ? contains(left, right) : .type
    case .containsAll:
      guard left.tag == .set, right.tag == .set else { return .type }
      return Answer(parts(right).allSatisfy { contains(left, $0) == .yes })
    case .containsAny:
      guard left.tag == .set, right.tag == .set else { return .type }
      return Answer(parts(right).contains { contains(left, $0) == .yes })
    default: return hasTag(left, right)
    }
  }

  func contains(_ set: Cell, _ member: Cell) -> Answer {
    let members = parts(set)
    var low = 0
    var high = members.count
    while high - low > 8 {
      let middle = (low + high) / 2
      if Cell.precedes(member, members[middle]) { high = middle } else { low = middle }
    }
    while low < high {
      if members[low] == member { return .yes }
      low += 1
    }
    return .no
  }

  /// Every member of a set is looked at, so that one of the wrong type is an error wherever it stands.
  private func within(_ entity: Cell, _ container: Cell) -> Answer {
    guard entity.tag == .entity else { return .type }
    switch container.tag {
    case .entity: return Answer(isEntity(entity.number, within: container.number))
    case .set:
      var found = false
      for member in parts(container) {
        guard member.tag == .entity else { return .type }
        found = found || isEntity(entity.number, within: member.number)
      }
      return Answer(found)
    default: return .type
    }
  }

  func isEntity(_ entity: UInt32, within ancestor: UInt32) -> Bool {
    entity == ancestor || row(entity)?.isWithin(ancestor) == true
  }

  func isType(_ cell: Cell, _ step: Instruction) -> Answer {
    guard cell.tag == .entity else { return .type }
    return Answer(type(cell.number) == UInt32(truncatingIfNeeded: step.immediate))
  }

  func like(_ cell: Cell, _ step: Instruction) -> Answer {
    guard cell.tag == .string else { return .type }
    return Answer(program.patterns[Int(step.immediate)].matches(string(cell.number)))
  }
}
