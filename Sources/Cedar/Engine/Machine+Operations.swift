extension Machine {
  /// Replaces what is on top of the stack. `yes` means that it has a value.
  mutating func operate(_ step: Instruction, _ top: inout UnsafeMutablePointer<Cell>) -> Answer {
    switch step.opcode {
    case .attribute:
      let subject = top[-1]
      guard subject.tag == .entity || subject.tag == .record else { return .type }
      top[-1] = attribute(subject, UInt32(truncatingIfNeeded: step.immediate))
      return present(top[-1]) { _ in .yes }
    case .tag:
      top -= 1
      return tag(&top[-1], top[0])
    case .negate:
      guard top[-1].tag == .long else { return .type }
      return integer(&top[-1], Int64(0).subtractingReportingOverflow(top[-1].integer))
    case .add, .subtract, .multiply:
      top -= 1
      return arithmetic(step.opcode, &top[-1], top[0])
    case .set:
      let count = Int(step.immediate)
      top -= count
      var members = UnsafeMutableBufferPointer(start: top, count: count)
      members.sort(by: Cell.precedes)
      top.pointee = evaluation.set(sorted: members)
    case .record:
      let count = Int(step.immediate & 0xFFFF_FFFF)
      top -= count
      top.pointee = record(Int(step.immediate >> 32), UnsafeBufferPointer(start: top, count: count))
    case .construct:
      return construct(ExtensionFunction.allCases[Int(step.slot)], &top[-1])
    default:
      let function = ExtensionFunction.allCases[Int(step.slot)]
      top -= function.arity
      let answer = method(function, &top[0], function.arity == 2 ? top[1] : .absent)
      top += 1
      return answer
    }
    top += 1
    return .yes
  }

  private func record(_ start: Int, _ values: UnsafeBufferPointer<Cell>) -> Cell {
    evaluation.record(values.indices.map { (program.recordKeys[start + $0], values[$0]) })
  }

  private func tag(_ subject: inout Cell, _ name: Cell) -> Answer {
    guard subject.tag == .entity, name.tag == .string else { return .type }
    guard let row = row(subject.number) else { return .failed(.entityMissing) }
    subject = member(row.tags, name.number)
    return subject.tag == .absent ? .failed(.tagMissing) : .yes
  }

  private func arithmetic(_ opcode: Instruction.Opcode, _ left: inout Cell, _ right: Cell) -> Answer {
    guard left.tag == .long, right.tag == .long else { return .type }
    switch opcode {
    case .add: return integer(&left, left.integer.addingReportingOverflow(right.integer))
    case .subtract: return integer(&left, left.integer.subtractingReportingOverflow(right.integer))
    default: return integer(&left, left.integer.multipliedReportingOverflow(by: right.integer))
    }
  }

  func integer(
    _ cell: inout Cell, _ result: (partialValue: Int64, overflow: Bool), as tag: Cell.Tag = .long
  ) -> Answer {
    guard !result.overflow else { return .failed(.overflow) }
    cell = Cell(tag, UInt64(bitPattern: result.partialValue))
    return .yes
  }
}
