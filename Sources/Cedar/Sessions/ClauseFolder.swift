/// Evaluates the clauses that a session's fixed inputs decide, and keeps the code of the others. Nothing moves before
/// something that may fail: a clause that is false ends a policy only where no open clause stands before it.
struct ClauseFolder {
  private(set) var code: [Instruction] = []
  private(set) var ranges: [SourceRange] = []
  private let authorizer: Authorizer
  private let inputs: CallInputs
  /// By slot: whether its value is fixed.
  private let isFixed: [Bool]

  init(_ authorizer: Authorizer, _ inputs: CallInputs, _ contextNames: Set<CedarString>) {
    self.authorizer = authorizer
    self.inputs = inputs
    let table = authorizer.program.shared.table
    isFixed = authorizer.program.slots.keys.map { key in
      switch key.variable {
      case .principal, .action: true
      case .resource: false
      case .context: contextNames.contains(table.string(key.name))
      }
    }
  }

  /// Calls `body` with a machine for the fixed inputs.
  mutating func withMachine(_ body: (inout ClauseFolder, inout Machine) -> Void) {
    let workspace = Workspace()
    var machine = Machine(authorizer.program.code.base, inputs, authorizer, workspace)
    withExtendedLifetime(workspace) { body(&self, &machine) }
  }

  /// - Returns: where the code of what is left begins, negative when nothing is left to ask; `nil` when the policy cannot
  ///   apply any more, and cannot fail.
  mutating func fold(_ entry: PolicyEntry, _ machine: inout Machine) -> Int32? {
    let program = authorizer.program
    let start = code.count
    let clauses = program.clauseStarts
    for number in clauses[Int(entry.policy)]..<clauses[Int(entry.policy) + 1] {
      let clause = program.clauses[Int(number)]
      guard isDecided(clause) else {
        append(clause)
        continue
      }
      switch run(clause, &machine) {
      case .satisfied: continue
      case .unsatisfied:
        guard code.count > start else { return nil }
        end(with: Self.never, .none)
      case .failed(let failure):
        let place = Int(clause.start) + machine.failedAt
        let slot = program.code[place].readSlot.map { $0 + 1 } ?? 0
        end(with: Instruction(.fail, slot: slot, immediate: UInt64(failure.number)), program.ranges[place])
      }
      return Int32(start)
    }
    guard code.count > start else { return -1 }
    end(with: Instruction(.satisfied), .none)
    return Int32(start)
  }

  /// A jump out.
  private static var never: Instruction {
    var jump = Instruction(.jump)
    jump.target = Instruction.exit
    return jump
  }

  private mutating func append(_ clause: Clause) {
    for place in Int(clause.start)..<Int(clause.start + clause.count) {
      code.append(authorizer.program.code[place])
      ranges.append(authorizer.program.ranges[place])
    }
  }

  private mutating func end(with instruction: Instruction, _ range: SourceRange) {
    code.append(instruction)
    ranges.append(range)
  }

  private func isDecided(_ clause: Clause) -> Bool {
    guard clause.reads.isDisjoint(with: [.resource, .context, .others]) else { return false }
    guard clause.reads.contains(.contextSlots) else { return true }
    return (clause.start..<clause.start + clause.count).allSatisfy { place in
      authorizer.program.code[Int(place)].readSlot.map { isFixed[$0] } ?? true
    }
  }

  private func run(_ clause: Clause, _ machine: inout Machine) -> Machine.Outcome {
    let start = Int(clause.start)
    let own =
      (start..<start + Int(clause.count)).map { authorizer.program.code[$0] } + [Instruction(.satisfied)]
    return own.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return .satisfied }
      machine.code = base
      return machine.run(0)
    }
  }
}

extension Instruction {
  /// The slot that it reads; of a failure that was found before, the slot that was read then.
  var readSlot: Int? {
    switch opcode {
    case .slot, .slotIsTrue, .slotHas, .slotLike: Int(slot)
    case .slotEqual, .slotLess, .slotLessOrEqual, .slotGreater, .slotGreaterOrEqual, .slotContains:
      Int(slot & 0xFFF)
    case .fail: slot == 0 ? nil : Int(slot) - 1
    default: nil
    }
  }
}
